import { describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { EVALUATION_BASES, EVALUATION_SCHEMES, isPalermoComplete } from '@landbridge/contracts';
import type { OrganisationKind } from '@landbridge/contracts/codes';
import { dayOf, weeksUntil, WEEKS } from './calendar.ts';
import { sampleOrganisations } from './organisations.ts';
import { PROFILES } from './profiles.ts';
import { EU, formOf } from './published.ts';
import { sampleReports } from './stream.ts';

const until = new Date('2026-11-23T00:00:00Z');
const kinds = new Map(sampleOrganisations(5).map(({ id, kind }) => [id, kind]));
const reports: { kind: OrganisationKind; report: ReportInput }[] = [];
for (const action of sampleReports({ seed: 5, reports: 30_000, until }))
  if (action.action === 'submit' && !('flaw' in action)) reports.push({ kind: kinds.get(action.organisation)!, report: action.report });

const share = (count: number, of: number) => (100 * count) / of;
const sum = (list: readonly number[]) => list.reduce((before, value) => before + value, 0);
const victims = ({ quantities = [] }: ReportInput, gender?: string) =>
  sum(quantities.filter((one) => one.unit === 'victim' && (gender ?? one.gender) === one.gender).map(({ value }) => value));
const years = (report: ReportInput) => (dayOf(report.recordedAt!) - dayOf(reports[0]!.report.recordedAt!)) / 365.25;

describe('the shares of the sample', () => {
  it('follow the forms of exploitation that Eurostat counted in 2023', () => {
    const of = (form: string) =>
      sum(reports.filter(({ report }) => formOf(report.purposes![0]!) === form).map(({ report }) => victims(report)));
    const all = sum(reports.map(({ report }) => victims(report)));
    expect(Math.abs(share(of('sexual'), all) - 43.8)).toBeLessThan(2);
    expect(Math.abs(share(of('labour'), all) - 36)).toBeLessThan(2);
    expect(Math.abs(share(of('other'), all) - 20.2)).toBeLessThan(2);
  });

  it('follow the 63% of women and girls', () => {
    const of = (gender: string) => sum(reports.map(({ report }) => victims(report, gender)));
    expect(Math.abs(share(of('female'), of('female') + of('male')) - 63)).toBeLessThan(2);
  });

  it('follow the citizenships in the EU: 28% own, 64.1% of other continents and neighbours', () => {
    const inEu = reports
      .map(({ report }) => report.where!)
      .filter(({ exploitation, citizenships }) => EU.has(exploitation!) && citizenships);
    const own = inEu.filter(({ citizenships, exploitation }) => citizenships![0] === exploitation).length;
    const nonEu = inEu.filter(({ citizenships }) => !EU.has(citizenships![0]!)).length;
    expect(Math.abs(share(own, inEu.length) - 28)).toBeLessThan(2);
    expect(Math.abs(share(nonEu, inEu.length) - 64.1)).toBeLessThan(2);
  });

  it('stay near them in a sample of the default size, half of which is planted', () => {
    const small = [...sampleReports({ seed: 5, until })].flatMap((one) =>
      one.action === 'submit' && !('flaw' in one) ? [one.report] : [],
    );
    const all = sum(small.map((report) => victims(report)));
    for (const [form, percent] of [
      ['sexual', 43.8],
      ['labour', 36],
      ['other', 20.2],
    ] as const) {
      const of = sum(small.filter(({ purposes }) => formOf(purposes![0]!) === form).map((report) => victims(report)));
      expect(Math.abs(share(of, all) - percent)).toBeLessThan(7);
    }
    const inEu = small.flatMap(({ where }) => (EU.has(where!.exploitation!) && where!.citizenships ? [where!] : []));
    const nonEu = inEu.filter(({ citizenships }) => !EU.has(citizenships![0]!)).length;
    expect(Math.abs(share(nonEu, inEu.length) - 64.1)).toBeLessThan(7);
  });

  it('let forced criminality grow from year to year', () => {
    const criminal = new Set(['criminal-activities', 'benefit-fraud', 'online-scam']);
    const byYear = [0, 1, 2].map((year) => {
      const then = reports.filter(({ report }) => Math.floor(years(report)) === year);
      return share(then.filter(({ report }) => criminal.has(report.purposes![0]!)).length, then.length);
    });
    expect(byYear[0]).toBeGreaterThan(7.5);
    expect(byYear[1]).toBeGreaterThan(byYear[0]!);
    expect(byYear[2]).toBeGreaterThan(byYear[1]!);
    expect(byYear[2]).toBeLessThan(13);
  });

  it('let 74% of the suspects act in groups', () => {
    const suspects = reports.flatMap(({ report }) => report.quantities!.filter(({ unit }) => unit === 'perpetrator'));
    expect(Math.abs(share(suspects.filter(({ value }) => value > 1).length, suspects.length) - 74)).toBeLessThan(2.5);
  });
});

describe('the reports of the sample', () => {
  it('use all kinds of marking, and share minors as AMBER+STRICT only', () => {
    const kindsOf = (tlp: string) => reports.filter(({ report }) => report.marking.tlp === tlp).length / reports.length;
    for (const tlp of ['clear', 'green', 'amber', 'amber+strict']) expect(kindsOf(tlp)).toBeGreaterThan(0.05);
    expect(reports.some(({ report }) => report.marking.recipients)).toBe(true);
    expect(reports.some(({ report }) => report.marking.communities?.includes('nordic-labour'))).toBe(true);
    expect(reports.some(({ report }) => report.marking.territory && report.marking.handling)).toBe(true);
  });

  it('evaluate in all schemes, and an NGO by what it rests on', () => {
    expect(new Set(reports.map(({ report }) => report.evaluation?.scheme))).toEqual(new Set(EVALUATION_SCHEMES));
    const ngo = reports.filter(({ kind }) => kind === 'ngo').map(({ report }) => report.evaluation?.basis);
    expect(new Set(ngo)).toEqual(new Set(EVALUATION_BASES));
  });

  it('are mostly of one day, some of a week, a month or a year', () => {
    const of = (precision: string) => reports.filter(({ report }) => report.observed.precision === precision).length / reports.length;
    expect(of('day')).toBeGreaterThan(0.65);
    for (const precision of ['week', 'month']) expect(of(precision)).toBeGreaterThan(0.05);
    for (const precision of ['quarter', 'year']) expect(of(precision)).toBeGreaterThan(0.005);
    expect(reports.every(({ report }) => report.observed.to <= report.recordedAt!.slice(0, 10))).toBe(true);
  });

  it.each(Object.entries(PROFILES))('of a %s come with the delay of its kind', (kind, { delay }) => {
    const exact = reports.filter((one) => one.kind === kind && one.report.observed.precision === 'day' && one.report.purposes?.length);
    const days = exact.map(({ report }) => dayOf(report.recordedAt!) - dayOf(report.observed.from)).sort((a, b) => a - b);
    const median = days[Math.floor(days.length / 2)]!;
    expect(median).toBeGreaterThanOrEqual(Math.floor(delay.medianDays * 0.7));
    expect(median).toBeLessThanOrEqual(Math.ceil(delay.medianDays * 1.4));
  });

  it('come with seasons and a thin end of the year, and in no week with none', () => {
    const weeks = weeksUntil(until);
    const counts = Array.from({ length: WEEKS }, () => 0);
    for (const { report } of reports) counts[Math.floor((dayOf(report.recordedAt!) - weeks[0]!.monday) / 7)]! += 1;
    const mean = sum(counts) / WEEKS;
    const endOfYear = weeks.filter(({ monday }) => new Date((monday + 3) * 86_400_000).toISOString().slice(5, 10) >= '12-22');
    expect(endOfYear.length).toBeGreaterThan(2);
    for (const { index } of endOfYear) expect(counts[index]!).toBeLessThan(0.85 * mean);
    expect(Math.min(...counts)).toBeGreaterThan(0.4 * mean);
    expect(Math.max(...counts)).toBeLessThan(1.8 * mean);
    const summer = reports.filter(({ report }) => ['06', '07', '08'].includes(report.recordedAt!.slice(5, 7)));
    const picked = (list: typeof reports) => list.filter(({ report }) => report.sectors?.[0]?.section === 'A').length / list.length;
    expect(picked(summer)).toBeGreaterThan(1.4 * picked(reports));
  });

  it('leave most corridors sparse, a few busy, and a good part domestic', () => {
    const corridors = new Map<string, number>();
    for (const { report } of reports)
      if (report.where?.origin) {
        const corridor = `${report.where.origin}>${report.where.exploitation}`;
        corridors.set(corridor, (corridors.get(corridor) ?? 0) + 1);
      }
    const weekly = [...corridors.values()].map((count) => count / WEEKS).sort((a, b) => a - b);
    expect(weekly.length).toBeGreaterThan(700);
    expect(weekly[Math.floor(weekly.length / 2)]).toBeLessThan(0.2);
    expect(weekly.at(-1)).toBeGreaterThan(3);
    const domestic = sum([...corridors].filter(([corridor]) => corridor.slice(0, 2) === corridor.slice(3)).map(([, count]) => count));
    expect(share(domestic, sum([...corridors.values()]))).toBeGreaterThan(20);
  });

  it('are complete in the sense of the Palermo Protocol more often than not', () => {
    expect(reports.filter(({ report }) => isPalermoComplete(report)).length / reports.length).toBeGreaterThan(0.6);
  });
});
