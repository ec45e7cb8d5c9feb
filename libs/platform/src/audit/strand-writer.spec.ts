import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type AuditEntry, contentDigest, linkDigest } from '@landbridge/contracts';
import fc from 'fast-check';
import { contentOf, type Undated } from './audit-draft.ts';
import { entryId, type Place, type StrandStore, StrandWriter } from './strand-writer.ts';

/** What the store does with a write: takes it, takes it and says nothing, takes its beginning, or none of it. */
type Mood = 'takes' | 'takes and breaks' | 'takes half and breaks' | 'breaks';

class MoodyStore implements StrandStore {
  readonly entries: AuditEntry[] = [];
  writes = 0;
  private strands = 0;
  private readonly moods: Mood[];

  constructor(moods: readonly Mood[]) {
    this.moods = [...moods];
  }

  begin(): Promise<Place> {
    return Promise.resolve({ strand: `strand-${++this.strands}`, number: 0, digest: `beginning-${this.strands}` });
  }

  insert(entries: AuditEntry[]): Promise<void> {
    const mood = this.moods.shift() ?? 'takes';
    this.writes += 1;
    const taken = { takes: entries.length, 'takes and breaks': entries.length, 'takes half and breaks': entries.length >> 1, breaks: 0 };
    for (const entry of entries.slice(0, taken[mood])) {
      if (this.entries.some(({ strand, number }) => strand === entry.strand && number === entry.number)) throw new Error('duplicate');
      this.entries.push(entry);
    }
    return mood === 'takes' ? Promise.resolve() : Promise.reject(new Error('away'));
  }

  lastOf(strand: string): Promise<AuditEntry | undefined> {
    return Promise.resolve(this.entries.filter((entry) => entry.strand === strand).at(-1));
  }

  now(): Promise<Date> {
    return Promise.resolve(new Date('2026-03-01T08:00:00Z'));
  }
}

const said = (number: number): Undated => contentOf({ actor: { by: 'operator' }, action: 'said', details: { number } });
const moods = fc.array(fc.constantFrom<Mood>('takes', 'takes and breaks', 'takes half and breaks', 'breaks'), { maxLength: 4 });

function expectWhole(entries: readonly AuditEntry[]): void {
  let previous = 'beginning-1';
  for (const [i, entry] of entries.entries()) {
    expect(entry).toMatchObject({ number: i + 1, previous });
    expect(entry.contentDigest).toBe(contentDigest(entry.salt!, entry.content!));
    expect(entry.digest).toBe(linkDigest(previous, entry.number, entry.contentDigest));
    previous = entry.digest;
  }
}

describe('the writer of a strand', () => {
  beforeAll(() => void Logger.overrideLogger(false));

  it('leaves one whole strand in which each entry stands once, under the id that was answered, whatever the store does', () =>
    fc.assert(
      fc.asyncProperty(moods, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }), async (does, sizes) => {
        const store = new MoodyStore(does);
        const writer = new StrandWriter(store, 1);
        let number = 0;
        const answers = await Promise.all(
          sizes.map(async (size) => {
            const numbers = Array.from({ length: size }, () => ++number);
            return { numbers, ids: await writer.append(numbers.map(said)) };
          }),
        );
        expectWhole(store.entries);
        expect(store.entries).toHaveLength(number);
        const byId = new Map(store.entries.map((entry) => [entryId(entry.strand, entry.number), entry.content!.details!['number']]));
        for (const { numbers, ids } of answers) expect(ids.map((id) => byId.get(id))).toEqual(numbers);
      }),
      { numRuns: 30 },
    ));

  it('writes together what gathers while it writes', async () => {
    const store = new MoodyStore([]);
    const writer = new StrandWriter(store);
    await Promise.all(Array.from({ length: 500 }, (_, i) => writer.append([said(i)])));
    expect(store.entries).toHaveLength(500);
    expect(store.writes).toBe(2);
  });

  it('goes on in another strand when somebody else wrote into its own', async () => {
    const store = new MoodyStore([]);
    const writer = new StrandWriter(store);
    await writer.append([said(1)]);
    const [first] = store.entries;
    store.entries.push({ ...first!, number: 2, digest: 'forged' });
    expect(await writer.append([said(2), said(3)])).toEqual(['strand-2.1', 'strand-2.2']);
    expect(store.entries.filter(({ strand }) => strand === 'strand-2')).toHaveLength(2);
  });

  it('does not answer what the store does not take in time', async () => {
    const store = new MoodyStore(['breaks', 'breaks', 'breaks', 'breaks']);
    await expect(new StrandWriter(store, 2_000).append([said(1)])).rejects.toThrow('503 not-on-record');
    expect(store.entries).toEqual([]);
  }, 10_000);
});
