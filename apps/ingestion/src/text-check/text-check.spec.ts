import { describe, expect, it } from '@jest/globals';
import { sampleReports } from '@landbridge/sample-network';
import { checkTexts, needsOverride } from './text-check.ts';

describe('the text check of reports', () => {
  it('takes national telephone numbers for those of the country of exploitation', () => {
    const narrative = 'call 721 234 567 for work';
    expect(checkTexts({ narrative, where: { exploitation: 'RO' } })).toEqual([
      { pointer: '/narrative', kind: 'phone', offset: 5, length: 11, certain: false },
    ]);
    expect(checkTexts({ narrative })).toEqual([]);
  });

  it('says in which reference it found something', () => {
    expect(checkTexts({ references: ['case 12', 'from a@b.org'] })).toEqual([
      { pointer: '/references/1', kind: 'e-mail', offset: 5, length: 7, certain: true },
    ]);
  });

  describe('keeps back a narrative only where it is certain:', () => {
    const keptBack = (narrative: string, exploitation = 'SE') =>
      needsOverride(checkTexts({ narrative, where: { exploitation } })).map(({ kind }) => kind);

    it.each([
      ['phone', 'He gave +46 70 123 45 67 as contact'],
      ['phone', 'ring 0040 721 234 567 at night'],
      ['e-mail', 'mail to anna.k+jobs@example.co.uk today'],
      ['e-mail', 'boss [at] example.org'],
      ['iban', 'paid to DE89 3704 0044 0532 0130 00 THE same day'],
      ['crypto-address', 'wallet 1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
      ['crypto-address', 'to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
      ['date-of-birth', 'a woman born on 12.03.1999 in'],
      ['date-of-birth', 'geboren am 3. März 1988'],
      ['date-of-birth', 'né le 12 mars 1990'],
      ['identity-document', 'her passport no. AB1234567 was taken'],
      ['identity-document', 'passport number 123456789'],
      ['identity-document', 'PESEL 44051401359'],
      ['identity-document', 'personnummer 19811218-9876'],
      ['profile-url', 'advert at https://www.facebook.com/some.person?x=1 seen'],
      ['profile-url', 't.me/sunnyjobs'],
    ])('a %s: %s', (kind, narrative) => {
      expect(keptBack(narrative)).toEqual([kind]);
    });

    it.each([
      ['The recruiter, Mr. Ion Popescu-Lupu, said so.', 'RO'],
      ['He wrote as @sunny_jobs99 and drove a van, plate B 123 XYZ.', 'DE'],
      ['Twelve men from Moldova worked 14 hours a day in 2024 for EUR 3.50.', 'SE'],
      ['They owed 721 234 567 lei together, or 12 500 000 each year.', 'RO'],
      ['Seen from 01.02.2024 to 2024-03-05, at number 0701234567.', 'SE'],
      ['Passports in 2023-2024 were kept; a passport costs 100000 rubles; passports for 150000 euro.', 'SE'],
      ['Sie wurden gebracht am 12.3.2024 und kamen nie 123456 zur Ruhe.', 'DE'],
      ['After the NATO summit on 12.03.2024 the adverts stopped.', 'EE'],
      ['The document X1234567 was false.', 'SE'],
      ['Adverts in facebook.com/groups/jobs and at https://example.org/users/4711', 'SE'],
      ['DE89 3704 0044 0532 0130 01 has a wrong checksum', 'DE'],
      ['Call +00 123 or +999 12345678 was written on the wall.', 'SE'],
    ])('not %s', (narrative, country) => {
      expect(keptBack(narrative, country)).toEqual([]);
    });

    it('not what stands in a reference', () => {
      expect(needsOverride(checkTexts({ references: ['from a@b.org'] }))).toEqual([]);
    });

    it('no sentence of the sample network', () => {
      const sample = [...sampleReports({ seed: 1, reports: 3_000, until: new Date('2026-06-01T00:00:00Z') })];
      const narratives = sample.flatMap((action) =>
        action.action === 'submit' && !('flaw' in action) ? [{ narrative: action.report.narrative, where: action.report.where }] : [],
      );
      expect(narratives.filter(({ narrative }) => narrative !== undefined).length).toBeGreaterThan(100);
      for (const { narrative, where } of narratives)
        if (narrative !== undefined) expect(needsOverride(checkTexts({ narrative, ...(where && { where }) }))).toEqual([]);
    });

    it('also behind more findings than are told', () => {
      expect(keptBack(`${'@somebody '.repeat(80)} GB82WEST12345698765432`)).toEqual(['iban']);
    });
  });
});
