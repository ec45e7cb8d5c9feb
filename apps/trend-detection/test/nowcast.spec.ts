import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { dayText, epochDay } from '../src/counting/calendar.ts';
import type { SeriesBucket } from '../src/series/series.query.ts';
import { MEMBER, Service, until } from './support/service.ts';

/** A Tuesday. */
const NOW = new Date('2026-03-10T02:00:00Z');
const TODAY = epochDay(NOW);
const LAST_WEEK = '2026-03-02';
const CLEAR: StructuredReport['marking'] = { tlp: 'clear' };
const GREEN: StructuredReport['marking'] = { tlp: 'green', communities: ['practitioners'] };

function report(organisation: number, recorded: number, accepted: number, marking: StructuredReport['marking']): StructuredReport {
  const day = dayText(recorded);
  return structuredReport({
    contributor: { id: `${String(organisation).repeat(8)}-0000-4000-8000-000000000000`, kind: 'ngo', country: 'SE', regime: 'gdpr' },
    recordedAt: `${day}T01:00:00Z`,
    acceptedAt: `${dayText(accepted)}T01:00:00Z`,
    observed: { from: day, to: day, precision: 'day' },
    usePurposes: ['victim-support', 'prevention'],
    marking,
  });
}

/** Each day of a year one report that everybody sees and two that only members do, one of which comes six days late. */
const year = Array.from({ length: 364 }, (_, i) => TODAY - 1 - i).flatMap((day) => [
  report(1 + (day % 3), day, day, CLEAR),
  report(4 + (day % 3), day, day, GREEN),
  ...(day + 6 < TODAY ? [report(4 + (day % 3), day, day + 6, GREEN)] : []),
]);
/** What an organisation brought with it when it joined three weeks ago. */
const JOINED = TODAY - 21;
const history = Array.from({ length: 180 }, (_, i) => report(7, JOINED - 1 - (i % 60), JOINED, GREEN));

describe('what is to be expected in the end', () => {
  let service: Service;
  let counted = year.length + history.length;
  beforeAll(async () => {
    service = await Service.open();
    await service.start(NOW);
    await service.serveReplays();
    await service.accept([...year, ...history]);
    await service.settled(counted);
  });
  afterAll(() => service.close());

  const weeks = async (audience: string, more = '') => {
    const { status, body } = await service.get(`/v1/series?dimension=total&value=all&audience=${audience}${more}`, MEMBER.id);
    expect(status).toBe(200);
    return new Map((body as { buckets: SeriesBucket[] }).buckets.map((bucket) => [bucket.from, bucket]));
  };

  it('goes by how late reports came, and leaves out what was loaded as history', async () => {
    const found = await weeks('practitioners');
    const { count, nowcast } = found.get(LAST_WEEK)!;
    // seven days of three reports, of which the late ones of five days are still to come
    expect(count).toBe(16);
    expect(nowcast?.share).toBeCloseTo(16 / 21, 1);
    expect(nowcast?.estimate).toBeGreaterThan(19.5);
    expect(nowcast?.estimate).toBeLessThan(22.5);
    expect(nowcast?.lower).toBeGreaterThanOrEqual(16);
    expect(nowcast?.upper).toBeGreaterThan(21);
    expect(found.get('2026-02-16')).not.toHaveProperty('nowcast');
    expect(found.get('2026-03-09')?.nowcast).toEqual({ share: expect.any(Number) });
    const [, march] = [...(await weeks('practitioners', '&bucket=month&from=2026-02-01')).values()];
    expect(march?.nowcast?.share).toBeGreaterThan(0.2);
    expect(march?.nowcast?.share).toBeLessThan(0.3);
    const byEvents = await weeks('practitioners', `&clock=observed&from=${LAST_WEEK}`);
    expect([...byEvents.values()].map((bucket) => 'nowcast' in bucket)).toEqual([false, false]);
  });

  it('is learnt for an audience from the reports that it sees, and from no others', async () => {
    // all reports of the public come in time
    expect((await weeks('public')).get(LAST_WEEK)).toEqual(expect.not.objectContaining({ nowcast: expect.anything() }));
  });

  it('stands in the CSV, and in the chart as what the bar has still to grow', async () => {
    const path = `dimension=total&value=all&audience=practitioners&from=${LAST_WEEK}&to=${LAST_WEEK}`;
    const csv = await service.request({ url: `/v1/series?${path}&format=csv` }, MEMBER.id);
    const [header = '', row = ''] = csv.text.split('\r\n');
    expect(header).toMatch(/,nowcast,nowcastLower,nowcastUpper,nowcastShare$/);
    expect(row).toMatch(/,false,2[0-2](\.\d)?,\d+,\d+,0\.7\d+$/);
    const { text } = await service.request({ url: `/v1/series/chart.svg?${path}` }, MEMBER.id);
    expect(text.match(/class="nowcast"/g)).toHaveLength(1);
  });

  it('has a report within seconds after it was sent, without any evaluation', async () => {
    const before = (await weeks('practitioners')).get(LAST_WEEK)!;
    await service.accept([report(4, epochDay('2026-03-05'), TODAY, GREEN), report(1, TODAY, TODAY, CLEAR)]);
    counted += 2;
    const after = await until('the answer has the report', async () => {
      const found = await weeks('practitioners');
      return (found.get(LAST_WEEK)?.count ?? 0) > before.count ? found : undefined;
    }, 10_000); // prettier-ignore
    expect(after.get(LAST_WEEK)?.nowcast?.estimate).toBeGreaterThan((before.nowcast?.estimate ?? Infinity) + 1);
    await until('the public sees its own', async () => (await weeks('public')).get('2026-03-09')?.count === 2, 10_000);
  });
});
