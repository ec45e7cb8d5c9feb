import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { Meter } from './usage.ts';

const onLinux = existsSync('/proc/self/stat');

describe('Meter', () => {
  it('tells processor time and peak memory since it was made, where the system tells them', () => {
    const meter = new Meter(new Map([['jest', process.pid]]));
    const until = performance.now() + 300;
    while (performance.now() < until);
    const { jest } = meter.read();
    if (onLinux) expect(jest?.cpuSeconds).toBeGreaterThanOrEqual(0.1);
    if (onLinux) expect(jest?.peakMegabytes).toBeGreaterThan(20);
    if (!onLinux) expect(jest).toBeUndefined();
  });

  it('leaves out what does not run', () => {
    expect(new Meter(new Map([['nobody', 2 ** 30]])).read()).toEqual({});
  });
});
