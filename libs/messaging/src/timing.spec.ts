import { describe, expect, it } from '@jest/globals';
import { Alarm, backOff, orLate, repeat, sleep } from './timing.ts';

describe('repeat', () => {
  it('runs again when woken, also when the alarm rang while it ran', async () => {
    const alarm = new Alarm();
    let runs = 0;
    const end = repeat(
      async () => {
        runs += 1;
        await sleep(5);
      },
      60_000,
      alarm,
    );
    alarm.wake();
    await sleep(50);
    expect(runs).toBe(2);
    alarm.wake();
    await sleep(50);
    expect(runs).toBe(3);
    await end();
  });

  it('waits after a failure, however often it is woken, and ends at once', async () => {
    const alarm = new Alarm();
    let runs = 0;
    const failing = () => {
      runs += 1;
      return Promise.reject(new Error('away'));
    };
    const end = repeat(failing, 60_000, alarm);
    for (let i = 0; i < 10; i += 1) {
      alarm.wake();
      await sleep(5);
    }
    expect(runs).toBe(1);
    await end();
    expect(runs).toBe(1);
  });

  it('ends only after the run under way', async () => {
    let done = false;
    const end = repeat(async () => {
      await sleep(30);
      done = true;
    }, 60_000);
    await end();
    expect(done).toBe(true);
  });
});

it('backs off up to some five seconds', () => {
  expect(backOff(0)).toBeLessThanOrEqual(250);
  for (const attempt of [5, 50, 5_000]) {
    expect(backOff(attempt)).toBeGreaterThanOrEqual(3_750);
    expect(backOff(attempt)).toBeLessThanOrEqual(6_250);
  }
});

it('takes what is late for something else', async () => {
  expect(await orLate(1_000, Promise.resolve('in time'), 'late')).toBe('in time');
  expect(await orLate(5, sleep(50, 'in time'), 'late')).toBe('late');
});
