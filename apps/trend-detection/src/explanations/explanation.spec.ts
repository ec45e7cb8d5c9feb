import { describe, expect, it } from '@jest/globals';
import { CLOSING_REASONS, TREND_KINDS, TREND_STATES } from '@landbridge/contracts';
import { CATALOGUES, LANGUAGES } from './catalogue.ts';
import { explain, explanationOf } from './explanation.ts';
import type { Explained } from './telling.ts';
import { reports, trend } from './testing.ts';

const told = (over: Partial<Explained>, about: string, language: (typeof LANGUAGES)[number] = 'en') =>
  explanationOf(trend(over), language)
    .sentences.filter((sentence) => sentence.about === about)
    .map(({ text }) => text)
    .join(' ');

describe('explanationOf', () => {
  it('says in order what changed, where, since when, how much, how sure, what shares it, who, what else, what it is and what to read', () => {
    const { headline, sentences } = explanationOf(trend(), 'en');
    expect(headline).toBe(
      'Change in reports received: more than expected (route: Vietnam → United Kingdom; purpose: forced labour; counted: victims)',
    );
    expect(sentences).toEqual([
      { about: 'what', text: 'Change in reports received: more than expected (purpose: forced labour; counted: victims).' },
      {
        about: 'where',
        text: 'Route: Vietnam → United Kingdom. Counted among the reports that all of “law enforcement” may see.',
      },
      { about: 'since', text: 'It began in the week of 23 February 2026 and last stood out in the week of 2 March 2026.' },
      {
        about: 'size',
        text: 'In the week of 2 March 2026: 14 victims stated in reports. Expected: 4.3; up to 9 would still be ordinary.',
      },
      {
        about: 'sureness',
        text:
          'The signal is moderate: by chance alone, a difference at least as large would appear about once in 300 weeks of one such series. ' +
          'Many series are watched, so some stand out by chance. Method: smooth yearly course, with memory of the period before.',
      },
      { about: 'shares', text: 'The same change shows in “sector: construction (ISIC F)” and “platform type: job portal”.' },
      { about: 'contributors', text: 'At least 2 organisations in at least 3 countries contributed.' },
      { about: 'contributors', text: 'The change stays when any one organisation is left out.' },
      {
        about: 'otherwise',
        text:
          'Other explanations that were checked and not seen: an organisation that did not report before, reports filed together for earlier ' +
          'times, a campaign, a changed law or code list, one organisation alone and more organisations that report. There may be others.',
      },
      { about: 'standing', text: 'This is a signal to be assessed, not a finding.' },
      { about: 'next', text: 'Read next: the chart of the series, and the reports behind it that you may see.' },
    ]);
  });

  const KINDS: [string, Partial<Explained>, string, string][] = [
    [
      'a rise',
      { series: reports('exploitation', 'NL') },
      'more than expected.',
      'Read next: the chart of the series, and the reports behind it that you may see.',
    ],
    [
      'a fall',
      { kind: 'fall', series: reports('lure', 'marriage') },
      'fewer than expected (lure: marriage).',
      'Read next: the chart of the series, and the reports behind it that you may see.',
    ],
    [
      'a displacement',
      { kind: 'displacement', series: reports('platform', 'marketplace'), awayFrom: reports('platform', 'dating') },
      'possible displacement, fewer for “platform type: dating service” and at the same time more for “platform type: marketplace”.',
      'Read next: the charts of both series side by side, and the reports behind them that you may see.',
    ],
    ['a displacement from nowhere told', { kind: 'displacement', series: reports('total', 'all') }, 'more than expected (all reports together).', 'Read next: the chart of the series, and the reports behind it that you may see.'], // prettier-ignore
    [
      'a new code',
      { kind: 'new-code', series: reports('modus-operandi', 'escort-visa') },
      'a code that was never or hardly ever seen before (modus operandi: escort-visa).',
      'Read next: what the modus operandi catalogue has of this kind, and the reports with this code that you may see.',
    ],
    [
      'a new combination',
      { kind: 'new-combination', series: reports('combination', 'platform:marketplace+subsector:delivery') },
      'a new combination, seen more often than its parts would lead one to expect (platform type: marketplace; field of work: delivery).',
      'Read next: the charts of the single parts, and the reports with all of them that you may see.',
    ],
    [
      'a spreading script',
      { kind: 'spreading-script', series: reports('script', '3fa9c0ffee123456') },
      'narratives that are nearly the same from at least 2 organisations (group of narratives: 3fa9c0ffee123456).',
      'Read next: the narratives side by side, as far as you may open them.',
    ],
  ];
  it.each(KINDS)('tells %s', (_, over, what, next) => {
    expect(told(over, 'what')).toBe(`Change in reports received: ${what}`);
    expect(told(over, 'next')).toBe(next);
  });

  it.each([
    ['total', 'all', 'All places together.'],
    ['citizenship', 'VN', 'All places together.'],
    ['origin', 'XK', 'Country of origin: Kosovo.'],
    ['transit', 'TR', 'Country of transit: Türkiye.'],
    ['corridor', 'FR>FR', 'Within one country: France.'],
    ['corridor', 'RO>online', 'Route: Romania → online.'],
    ['corridor-region', 'NP>FI+NO+SE', 'Neighbouring routes: Nepal → Finland, Norway and Sweden.'],
    ['country-purpose-sector', 'DE:forced-labour:F', 'Country of exploitation: Germany.'],
    ['combination', 'exploitation:SE+lure:job', 'Country of exploitation: Sweden.'],
  ] as const)('says where %s %s is', (dimension, value, where) => {
    expect(told({ series: reports(dimension, value), audience: 'public' }, 'where')).toBe(`${where} Counted among public reports.`);
  });

  it('names what a country, a purpose and a section are about', () => {
    expect(told({ series: reports('country-purpose-sector', 'DE:forced-labour:F') }, 'what')).toContain(
      '(purpose: forced labour; sector: construction (ISIC F)).',
    );
  });

  it.each([
    [{ grain: 'month', bucket: '2026-03-01' }, 'In March 2026: 14 reports.'],
    [{ grain: 'quarter', bucket: '2026-10-01' }, 'In the fourth quarter of 2026: 14 reports.'],
    [{ grain: 'year', bucket: '2026-01-01' }, 'In 2026: 14 reports.'],
    [{ buckets: 4, observed: 1 }, 'In the week of 2 March 2026 and before it, 4 weeks in all: 1 report.'],
  ] as const)('says of which time the numbers are: %j', (of, size) => {
    const evidence = { ...trend().evidence, ...of };
    expect(told({ series: reports('total', 'all'), evidence }, 'size')).toBe(`${size} Expected: 4.3; up to 9 would still be ordinary.`);
  });

  it('says of a fall how few would be ordinary', () => {
    const evidence = { bucket: '2026-03-02', observed: 0, expected: 8.04, upperBound: 2.5 };
    expect(told({ kind: 'fall', series: reports('total', 'all'), evidence }, 'size')).toBe(
      'In the week of 2 March 2026: 0 reports. Expected: 8; down to 3 would still be ordinary.',
    );
  });

  it.each([
    [undefined, 'week', 'How often such a difference would appear by chance alone has not been calculated.'],
    [0.8, 'week', 'The signal is weak: by chance alone, a difference at least as large would often appear.'],
    [0.04, 'week', 'weak: by chance alone, a difference at least as large would appear about once in 30 weeks of'],
    [0.0021, 'month', 'less often than once in 200 months of'],
    [0.00137, 'week', 'moderate: by chance alone, a difference at least as large would appear about once in 700 weeks of'],
    [1e-9, 'week', 'strong: by chance alone, a difference at least as large would appear less often than once in 1,000 weeks of'],
    [0, 'year', 'less often than once in 20 years of'],
  ] as const)('is no surer than a p of %s by the %s allows', (p, grain, words) => {
    const { p: _, ...evidence } = trend().evidence;
    expect(told({ evidence: { ...evidence, grain, ...(p === undefined ? {} : { p }) } }, 'sureness')).toContain(words);
  });

  it('names three series that share the change, and counts the others', () => {
    const shares = (['A', 'B', 'C', 'D', 'E'] as const).map((section) => reports('sector', section));
    expect(told({ shares }, 'shares')).toMatch(
      /^The same change shows in 5 other series, most of all in “sector: agriculture[^”]*”, “.*” and “.*”\.$/,
    );
    expect(told({ shares: [] }, 'shares')).toBe('No other series was found that shows the same change.');
  });

  it('says what else may explain it, and what has not been checked', () => {
    expect(told({ artefacts: ['campaign', 'one-organisation'] }, 'otherwise')).toBe(
      'A campaign at about that time may explain it. Nearly all of it comes from one organisation.',
    );
    const { artefacts: _, ...unchecked } = trend();
    expect(explain(unchecked, 'en')).toContain('What else could explain it has not been checked yet.');
  });

  it('says no country of those who hide, and nobody of an empty week', () => {
    expect(told({ organisations: 1, countries: 0, survivesLeavingOneOut: false }, 'contributors')).toBe(
      'At least 1 organisation contributed. Without one of the organisations it would not stand out.',
    );
    expect(told({ organisations: 0, countries: 0 }, 'contributors')).toBe('There is no report to be counted in that period.');
  });

  it.each([
    ['candidate', 'This is a signal to be assessed, not a finding.'],
    ['under-assessment', 'This is a signal that is being assessed, not a finding.'],
    ['published', 'It has been assessed and published. It tells of reports received, not of how much happens.'],
    ['closed', 'It is closed. A signal that was not assessed is not a finding.'],
    ['dismissed', 'An assessor has dismissed it. It is not a finding.'],
    ['retracted', 'It is taken back, and is not a finding.'],
  ] as const)('says what a %s trend is', (state, standing) => {
    expect(told({ state }, 'standing')).toBe(standing);
  });

  it('says of a finding whose change has ended that it is one', () => {
    for (const language of LANGUAGES)
      expect(ordinarySpaces(told({ state: 'closed', finding: true }, 'standing', language))).toBe(
        ordinarySpaces(CATALOGUES[language].messages['standing.closed-finding']),
      );
    expect(told({ state: 'retracted', finding: true }, 'standing')).toBe('It is taken back, and is not a finding.');
  });

  it('says of a trend taken back what is left and why, and nothing that no longer holds', () => {
    const texts = CLOSING_REASONS.map((closedBecause) => explain(trend({ state: 'retracted', closedBecause }), 'en'));
    expect(new Set(texts).size).toBe(CLOSING_REASONS.length);
    for (const text of texts) {
      expect(text).toMatch(/^A change in reports received is taken back /);
      expect(text).not.toMatch(/stood out|chance|same change|left out|more than expected/);
    }
  });

  it('answers a code that it has no name for, and a value in no known form, as it is', () => {
    expect(told({ series: reports('corridor', 'RO') }, 'what')).toContain('(RO)');
    expect(told({ series: reports('combination', 'lure:+job') }, 'what')).toContain('(lure:; job)');
    expect(told({ series: reports('platform', 'constructor') }, 'what')).toContain('(platform type: constructor)');
    expect(told({ series: reports('corridor', 'RO>QQ') }, 'where')).toContain('Route: Romania → QQ.');
  });
});

const ordinarySpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('in other languages', () => {
  it('keeps French signs on the line of their word', () => {
    expect(explain(trend(), 'fr')).not.toMatch(/ [:;»]|« /);
  });

  it.each([
    ['sv', 'Förändring i inkomna rapporter: fler än väntat (rutt: Vietnam → Storbritannien; syfte: tvångsarbete; räknat i: brottsoffer)'],
    ['fr', 'Évolution des signalements reçus : plus que prévu (itinéraire : Viêt Nam → Royaume-Uni ; finalité : travail forcé ; unité comptée : victimes)'],
    ['es', 'Cambio en los informes recibidos: más de lo esperado (ruta: Vietnam → Reino Unido; finalidad: trabajo forzoso; unidad contada: víctimas)'],
    ['ro', 'Schimbare în sesizările primite: mai multe decât era de așteptat (rută: Vietnam → Regatul Unit; scop: muncă forțată; unitate numărată: victime)'],
  ] as const)('has the headline in %s', (language, headline) => {
    expect(ordinarySpaces(explanationOf(trend(), language).headline)).toBe(headline);
  }); // prettier-ignore

  it.each([
    ['sv', 'Detta är en signal som ska bedömas, inte en slutsats.', 'Veckan med början den 1 juni 2026: 21 rapporter. Väntat: 4,3; upp till 9 vore fortfarande inom det vanliga.'],
    ['fr', 'C’est un signal à évaluer, non une conclusion.', 'La semaine du 1er juin 2026 : 21 signalements. Nombre attendu : 4,3 ; jusqu’à 9, rien d’inhabituel.'],
    ['es', 'Es una señal por evaluar, no una conclusión.', 'En la semana del 1 de junio de 2026: 21 informes. Cifra esperada: 4,3; hasta 9 seguiría siendo habitual.'],
    ['ro', 'Este un semnal de evaluat, nu o constatare.', 'În săptămâna care începe la 1 iunie 2026: 21 de sesizări. Numărul așteptat: 4,3; până la 9 ar fi încă obișnuit.'],
  ] as const)('says the numbers and what it is in %s', (language, standing, size) => {
    const evidence = { ...trend().evidence, bucket: '2026-06-01', observed: 21 };
    expect(ordinarySpaces(told({ evidence, series: reports('total', 'all') }, 'size', language))).toBe(size);
    expect(told({}, 'standing', language)).toBe(standing);
  }); // prettier-ignore

  it.each([
    ['en', 'A change of this series was dismissed before; this one is clearly larger.'],
    ['sv', 'En förändring i denna serie har avfärdats tidigare; den här är tydligt större.'],
    ['fr', 'Une évolution de cette série a déjà été écartée ; celle-ci est nettement plus grande.'],
    ['es', 'Ya se había descartado un cambio en esta serie; este es claramente mayor.'],
    ['ro', 'O schimbare în această serie a mai fost respinsă; aceasta este clar mai mare.'],
  ] as const)('says in %s to who assesses, and to nobody else, that a smaller change was dismissed before', (language, said) => {
    for (const state of ['candidate', 'under-assessment'] as const)
      expect(ordinarySpaces(told({ state, dismissedBefore: true }, 'standing', language))).toContain(said);
    for (const state of ['published', 'closed', 'dismissed', 'retracted'] as const)
      expect(ordinarySpaces(told({ state, dismissedBefore: true }, 'standing', language))).not.toContain(said);
    expect(ordinarySpaces(told({}, 'standing', language))).not.toContain(said);
  });

  it('tells the same things of the same trend', () => {
    for (const kind of TREND_KINDS)
      for (const state of TREND_STATES) {
        const about = LANGUAGES.map((language) =>
          explanationOf(trend({ kind, state }), language).sentences.map((sentence) => sentence.about),
        );
        for (const other of about) expect(other).toEqual(about[0]);
      }
  });
});
