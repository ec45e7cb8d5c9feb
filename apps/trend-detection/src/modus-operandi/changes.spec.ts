import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { ModusOperandiStatus } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import fc from 'fast-check';
import { type Change, disputed, disputeDecided, isOpen, merged, opened, retired, revised, translated, validated } from './changes.ts';
import { claimsOf, publicRivals, realmsOf, tagsOf } from './claims.ts';
import type { Author, Content, Entry } from './entry.schema.ts';
import { MOVES } from './lifecycle.ts';
import { SHARED_AS } from './reading.ts';

const ORGANISATIONS = ['one', 'two'].map((name): Author => ({ kind: 'organisation', organisation: name }));
const TAGS = ['a', 'b', 'c', 'd', 'e'];
const MARKINGS = [{ tlp: 'clear' }, { tlp: 'green', communities: ['x'] }, { tlp: 'green', communities: ['x', 'y'] }] as const;
const at = new Date('2026-03-09T02:00:00Z');

const content = (over: Partial<Content> = {}): Content => ({
  name: 'Name',
  language: 'en',
  whatToLookFor: ['Something'],
  countermeasures: [],
  aliases: [],
  stage: 'control',
  lures: [],
  channels: [],
  sectors: [],
  countries: [],
  evidence: { trends: [], reports: [], references: [] },
  marking: { tlp: 'green', communities: ['x'] },
  ...over,
});
const born = (tag: string, candidate = false) => {
  const shared = { contributor: { id: 'one', regime: 'gdpr' }, ...SHARED_AS } as const;
  return { _id: randomUUID(), tag, status: 'proposed', candidate, ...shared } as const;
};

/** What may be asked of the catalogue, of entries by their place in the order in which they came. */
const commands = fc.oneof(
  fc.record({
    act: fc.constant('propose' as const),
    tag: fc.constantFrom(...TAGS),
    aliases: fc.subarray(TAGS),
    marking: fc.constantFrom(...MARKINGS),
    candidate: fc.boolean(),
  }),
  fc.record({ act: fc.constant('revise' as const), of: fc.nat(9), aliases: fc.subarray(TAGS), marking: fc.constantFrom(...MARKINGS) }),
  fc.record({ act: fc.constantFrom('validate', 'retire', 'decide', 'translate'), of: fc.nat(9) }),
  fc.record({ act: fc.constant('dispute' as const), of: fc.nat(9), by: fc.constantFrom(...ORGANISATIONS) }),
  fc.record({ act: fc.constant('merge' as const), of: fc.nat(9), into: fc.nat(9) }),
);
type Command = typeof commands extends fc.Arbitrary<infer C> ? C : never;

/** A catalogue in memory that keeps the rules on tags as the repository does. */
class Shelf {
  readonly entries = new Map<string, Entry>();
  readonly history = new Map<string, Change[]>();
  readonly claims = new Map<string, string>();
  done = 0;

  try(command: Command): void {
    try {
      const changes = this.plan(command);
      this.write(changes);
      this.done += changes.length > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }

  private plan(command: Command): Change[] {
    const made = { by: ORGANISATIONS[0]!, at };
    if (command.act === 'propose') {
      const { tag, aliases, marking, candidate } = command;
      return [opened(born(tag, candidate), content({ aliases, marking: asMarking(marking) }), made)];
    }
    const all = [...this.entries.values()];
    const entry = all[command.of % Math.max(1, all.length)];
    if (!entry) return [];
    const absorbed = all.filter(({ mergedInto }) => mergedInto === entry._id);
    switch (command.act) {
      case 'revise':
        return [revised(entry, content({ aliases: command.aliases, marking: asMarking(command.marking) }), made)];
      case 'translate':
        return [translated(entry, { language: 'sv', name: 'Namn', whatToLookFor: [], countermeasures: [] }, made)];
      case 'dispute':
        return [disputed(entry, randomUUID(), 'No', { by: command.by, at })].flatMap((change) => change ?? []);
      case 'decide':
        return [disputeDecided(entry, entry.disputes.find(isOpen)?.id ?? '', { outcome: 'upheld', reason: 'Yes' }, made)];
      case 'merge':
        return merged(entry, all[command.into % all.length] ?? entry, absorbed, made);
      default:
        return [command.act === 'validate' ? validated(entry, made) : retired(entry, made)];
    }
  }

  private write(changes: readonly Change[]): void {
    const next = new Map([...this.entries, ...changes.map(({ entry }): [string, Entry] => [entry._id, entry])]);
    const claims = new Map(this.claims);
    for (const { entry } of changes) {
      if (entry.mergedInto !== undefined) continue;
      const family = [entry, ...[...next.values()].filter(({ mergedInto }) => mergedInto === entry._id)];
      const wanted = new Set(family.flatMap(claimsOf));
      const isOwn = (holder: string | undefined) => holder === undefined || family.some(({ _id }) => _id === holder);
      const fresh = [...wanted].filter((claim) => !claims.has(claim));
      if (![...wanted, ...publicRivals(fresh)].every((claim) => isOwn(claims.get(claim)))) throw taken();
      for (const [claim, holder] of claims) if (isOwn(holder)) claims.delete(claim);
      for (const claim of wanted) claims.set(claim, entry._id);
    }
    for (const [id, entry] of next) this.entries.set(id, entry);
    this.claims.clear();
    for (const [claim, holder] of claims) this.claims.set(claim, holder);
    for (const change of changes) this.history.set(change.entry._id, [...(this.history.get(change.entry._id) ?? []), change]);
  }
}

const asMarking = (marking: (typeof MARKINGS)[number]): Content['marking'] =>
  'communities' in marking ? { tlp: marking.tlp, communities: [...marking.communities] } : { tlp: marking.tlp };
const taken = () => new Problem({ type: 'tag-taken', status: 409, title: 'Taken', detail: 'Taken.' });

describe('whatever is done to the catalogue', () => {
  it('a tag belongs to one entry of a realm, merges end in what is not merged, revisions have no gap and statuses move as they may', () => {
    let done = 0;
    fc.assert(
      fc.property(fc.array(commands, { minLength: 10, maxLength: 60 }), (list) => {
        const shelf = new Shelf();
        for (const command of list) shelf.try(command);
        done += shelf.done;
        const entries = [...shelf.entries.values()];
        const rootOf = ({ _id, mergedInto }: Entry) => mergedInto ?? _id;
        const owners = Map.groupBy(
          entries.flatMap((entry) => claimsOf(entry).map((claim) => ({ claim, root: rootOf(entry) }))),
          ({ claim }) => claim,
        );
        for (const [claim, own] of owners) {
          expect(new Set(own.map(({ root }) => root))).toEqual(new Set([shelf.claims.get(claim)]));
        }
        expect(shelf.claims.size).toBe(owners.size);
        for (const entry of entries) {
          expect(entry.status === 'merged').toBe(entry.mergedInto !== undefined);
          if (entry.mergedInto !== undefined) expect(shelf.entries.get(entry.mergedInto)?.mergedInto).toBeUndefined();
          expect(entry.aliases).not.toContain(entry.tag);
          const history = shelf.history.get(entry._id) ?? [];
          expect(history.map((change) => change.entry.revision)).toEqual(history.map((_, i) => i + 1));
          expect(history.at(-1)?.entry).toEqual(entry);
          history.slice(1).forEach(({ act, entry: { status } }, i) => {
            const before: ModusOperandiStatus = history[i]!.entry.status;
            expect(MOVES[before][act]).toBe(status);
          });
        }
      }),
      { numRuns: 500 },
    );
    // what refuses everything would keep all of this, too
    expect(done).toBeGreaterThan(2_000);
  });
});

describe('an entry', () => {
  const made = { by: ORGANISATIONS[0]!, at };
  const open = (over: Partial<Content> = {}, candidate = false) => opened(born('tag', candidate), content(over), made).entry;
  const typeOf = (work: () => unknown) => {
    try {
      work();
      return 'done';
    } catch (error) {
      if (error instanceof Problem) return error.details.type;
      throw error;
    }
  };

  it('is ready for validation when it says what it serves and what to look for, and nobody disputes it', () => {
    const { stage: _, ...stageless } = content();
    const disputedEntry = disputed(open(), 'd', 'No', made)!.entry;
    expect(typeOf(() => validated(open(), made))).toBe('done');
    expect(typeOf(() => validated(opened(born('tag'), stageless, made).entry, made))).toBe('not-ready');
    expect(typeOf(() => validated(open({ whatToLookFor: [] }), made))).toBe('not-ready');
    expect(typeOf(() => validated(disputedEntry, made))).toBe('disputed');
    expect(typeOf(() => validated(disputeDecided(disputedEntry, 'd', { outcome: 'rejected', reason: 'Yes' }, made).entry, made))).toBe(
      'done',
    );
  });

  it('goes into nothing that is less decided, that fewer may read, or that is itself', () => {
    const entry = open();
    expect(typeOf(() => merged(entry, entry, [], made))).toBe('merged-into-itself');
    expect(typeOf(() => merged(entry, open({}, true), [], made))).toBe('target-not-decided');
    expect(typeOf(() => merged(validated(entry, made).entry, open(), [], made))).toBe('target-not-validated');
    expect(typeOf(() => merged(entry, open({ marking: { tlp: 'green', communities: ['y'] } }), [], made))).toBe('not-read-by-all');
    expect(typeOf(() => merged(open({ marking: { tlp: 'clear' } }), open(), [], made))).toBe('not-read-by-all');
    expect(typeOf(() => merged(entry, open({ marking: { tlp: 'clear' } }), [], made))).toBe('done');
    expect(typeOf(() => merged(entry, open({ marking: { tlp: 'green', communities: ['x', 'y'] } }), [], made))).toBe('done');
  });

  it('of detection claims its tags apart until it is decided on', () => {
    const candidate = open({ aliases: ['alias'] }, true);
    expect(realmsOf(candidate)).toEqual(['candidates:x']);
    expect(claimsOf(validated(candidate, made).entry)).toEqual(['x|tag', 'x|alias']);
    expect(realmsOf(open({ marking: { tlp: 'clear' } }))).toEqual(['public']);
    expect(tagsOf(open({ aliases: ['tag', 'alias'] }))).toEqual(['tag', 'alias']);
  });
});
