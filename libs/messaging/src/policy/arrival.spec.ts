import { describe, expect, it } from '@jest/globals';
import { Arrival } from './arrival.ts';

/** Kafka's clock is this much ahead of ours. */
const KAFKA = 1_700_000_000_000;

describe('the age of a record', () => {
  it('is small for one that was written just now, however the clocks differ', () => {
    const arrival = new Arrival();
    arrival.age(KAFKA + 1_000, 1_005);
    expect(arrival.age(KAFKA + 2_000, 2_002)).toBe(0);
    expect(arrival.age(KAFKA + 3_000, 3_050)).toBe(48);
  });

  it('is what it waited while we were stalled', () => {
    const arrival = new Arrival();
    arrival.age(KAFKA + 1_000, 1_000);
    expect(arrival.age(KAFKA + 2_000, 602_000)).toBe(600_000);
    expect(arrival.age(KAFKA + 602_500, 602_500)).toBe(0);
  });

  it('follows a clock that was set back, after two minutes', () => {
    const arrival = new Arrival();
    let age = 0;
    for (let now = 0; now < 300_000; now += 1_000) age = arrival.age(KAFKA + now - (now > 10_000 ? 5_000 : 0), now);
    expect(age).toBe(0);
  });
});
