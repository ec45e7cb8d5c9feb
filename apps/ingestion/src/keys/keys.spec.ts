import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '@landbridge/platform';
import fc from 'fast-check';
import { KeyedDigests } from './keyed-digests.ts';
import { QuarantineSeals, ReportSeals } from './report-seals.ts';

const ring = new KeyRing(Buffer.alloc(32, 1));

describe('the words of a report', () => {
  const seals = new ReportSeals(ring);
  const texts = { narrative: 'Words', references: ['r'], externalIds: ['x'] };

  it('come back under the key of their report only', () => {
    const { key, texts: sealed } = seals.seal('one', 1, texts);
    expect(sealed?.includes('Words')).toBe(false);
    expect(seals.open('one', 1, sealed, key)).toEqual(texts);
    expect(() => seals.open('two', 1, sealed, key)).toThrow();
    expect(() => seals.open('one', 2, sealed, key)).toThrow();
    expect(() => new ReportSeals(new KeyRing(Buffer.alloc(32, 2))).open('one', 1, sealed, key)).toThrow();
  });

  it('of a later revision are under the same key, and all are gone with it', () => {
    const first = seals.seal('one', 1, texts);
    const second = seals.seal('one', 2, { narrative: 'More' }, first.key);
    expect(second.key).toEqual(first.key);
    expect(seals.open('one', 2, second.texts, first.key)).toEqual({ narrative: 'More' });
    expect(seals.open('one', 1, first.texts, undefined)).toEqual({});
  });

  it('may be others that belong to it, each for its own use', () => {
    const { words, key } = seals.sealWords('one', 'access:a:reason', 'Why', seals.seal('one', 1, texts).key);
    expect(seals.openWords('one', 'access:a:reason', words, key)).toBe('Why');
    expect(() => seals.openWords('one', 'access:b:reason', words, key)).toThrow();
    expect(seals.openWords('one', 'access:a:reason', words, undefined)).toBeUndefined();
    const fresh = seals.sealWords('two', 'x', 'Why');
    expect(seals.openWords('two', 'x', fresh.words, fresh.key)).toBe('Why');
  });

  it('make no key where there are none, and keep the one there is', () => {
    expect(seals.seal('one', 1, {})).toEqual({});
    const { key = Buffer.alloc(0) } = seals.seal('one', 1, texts);
    expect(seals.seal('one', 2, {}, key)).toEqual({ key });
  });
});

it('quarantine is sealed for its submitter', () => {
  const seals = new QuarantineSeals(ring);
  const sealed = seals.seal('org', 'entry', Buffer.from('line'));
  expect(seals.open('org', 'entry', sealed).toString()).toBe('line');
  expect(() => seals.open('other', 'entry', sealed)).toThrow();
  expect(() => seals.open('org', 'another', sealed)).toThrow();
});

describe('keyed digests', () => {
  const digests = new KeyedDigests(ring);

  it('of equal content are equal, whatever the order of its fields, and else differ', () => {
    const shuffled = (value: unknown): unknown =>
      typeof value !== 'object' || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, shuffled(member)])); // prettier-ignore
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.jsonValue({ maxDepth: 2 })), (content) => {
        expect(digests.ofContent(shuffled(content) as object)).toBe(digests.ofContent(content));
        expect(digests.ofContent({ ...content, extra: 1 })).not.toBe(digests.ofContent(content));
      }),
    );
    expect(digests.ofContent({ a: ['x', 'y'] })).not.toBe(digests.ofContent({ a: ['x,"y"'] }));
  });

  it('of an external id depend on the organisation and the network key', () => {
    expect(digests.ofIdentity('org', 'x')).toBe(digests.ofIdentity('org', 'x'));
    expect(digests.ofIdentity('org', 'x')).not.toBe(digests.ofIdentity('other', 'x'));
    expect(digests.ofIdentity('org', 'x')).not.toBe(new KeyedDigests(new KeyRing(Buffer.alloc(32, 2))).ofIdentity('org', 'x'));
  });
});
