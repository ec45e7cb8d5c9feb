import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyRing, open, seal, SealBroken } from './key-ring.ts';

const key = randomBytes(32);

describe('seal', () => {
  it('is opened by the same key and context only', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), (text, context) => {
        const sealed = seal(key, context, Buffer.from(text));
        expect(open(key, context, sealed).toString()).toBe(text);
        expect(() => open(randomBytes(32), context, sealed)).toThrow(SealBroken);
        expect(() => open(key, `${context}'`, sealed)).toThrow(SealBroken);
      }),
    );
  });

  it('shows that a bit was changed, wherever it was', () => {
    const sealed = seal(key, 'report', Buffer.from('what was seen'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => open(key, 'report', changed)).toThrow(SealBroken);
    }
    expect(() => open(key, 'report', sealed.subarray(0, 20))).toThrow(SealBroken);
  });

  it('never gives the same bytes twice', () => {
    expect(seal(key, 'a', Buffer.from('x'))).not.toEqual(seal(key, 'a', Buffer.from('x')));
  });
});

describe('KeyRing', () => {
  const ring = new KeyRing(randomBytes(32));

  it('wraps a data key so that only its own context opens it', () => {
    const { key: dataKey, wrapped } = ring.newDataKey('report-1');
    expect(ring.unwrap('report-1', wrapped)).toEqual(dataKey);
    expect(() => ring.unwrap('report-2', wrapped)).toThrow(SealBroken);
    expect(wrapped.includes(dataKey)).toBe(false);
  });

  it('digests the same value alike in one use and otherwise in another', () => {
    expect(ring.digest('external-id', 'A-1')).toBe(ring.digest('external-id', 'A-1'));
    expect(ring.digest('external-id', 'A-1')).not.toBe(ring.digest('cursor', 'A-1'));
    expect(ring.digest('external-id', 'A-1')).not.toBe(new KeyRing(randomBytes(32)).digest('external-id', 'A-1'));
  });
});
