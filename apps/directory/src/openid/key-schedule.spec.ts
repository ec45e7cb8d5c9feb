import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRotating, keysInForce, PUBLISHED_BEFORE_MS, withNext, type ScheduledKey } from './key-schedule.ts';

const START = Date.parse('2026-03-01T10:00:00Z');
const TOKEN_LIFE_MS = 600_000;
const at = (milliseconds: number) => new Date(START + milliseconds);
const kids = (keys: ScheduledKey[]) => keys.map(({ kid }) => kid);

describe('the keys that sign', () => {
  it('overlap: a new one is known before it signs, an old one until its last token has ended', () => {
    const keys = withNext([{ kid: 'old' }], { kid: 'new' }, at(0));
    expect(kids(keysInForce(keys, at(0)))).toEqual(['old', 'new']);
    expect(isRotating(keys, at(PUBLISHED_BEFORE_MS - 1))).toBe(true);
    expect(kids(keysInForce(keys, at(PUBLISHED_BEFORE_MS - 1)))).toEqual(['old', 'new']);
    expect(kids(keysInForce(keys, at(PUBLISHED_BEFORE_MS)))).toEqual(['new', 'old']);
    expect(isRotating(keys, at(PUBLISHED_BEFORE_MS))).toBe(false);
    expect(kids(keysInForce(keys, at(PUBLISHED_BEFORE_MS + TOKEN_LIFE_MS + 60_000)))).toEqual(['new', 'old']);
    expect(kids(keysInForce(keys, at(PUBLISHED_BEFORE_MS + 2 * TOKEN_LIFE_MS)))).toEqual(['new']);
  });

  it('never leave a token without its key, whenever they are rotated', () => {
    const pauses = fc.array(fc.integer({ min: PUBLISHED_BEFORE_MS, max: 40 * 60_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pauses, fc.nat(TOKEN_LIFE_MS), (rotations, age) => {
        let keys: ScheduledKey[] = [{ kid: 'first' }];
        let now = 0;
        for (const [index, pause] of rotations.entries()) {
          keys = withNext(keys, { kid: String(index) }, at(now));
          const signed = keysInForce(keys, at(now + pause - age))[0]?.kid;
          now += pause;
          expect(kids(keysInForce(keys, at(now)))).toContain(signed);
          // known everywhere five minutes before it signs
          const signing = keysInForce(keys, at(now + 300_000))[0]?.kid;
          expect(kids(keysInForce(keys, at(now)))).toContain(signing);
        }
      }),
    );
  });
});
