import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeRun } from './run-lock.ts';

describe('takeRun', () => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-lock-'));
  const directory = join(folder, 'demo');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('lets one launcher work at a time, and tells the second which one', () => {
    const release = takeRun(directory, 'demo');
    expect(() => takeRun(directory, 'reset')).toThrow(`\`./landbridge demo\` is at work here as process ${process.pid}.`);
    release();
    takeRun(directory, 'reset')();
  });

  it('takes over from a launcher that was killed', () => {
    writeFileSync(`${directory}.lock`, JSON.stringify({ pid: process.pid, startTime: 'long ago', command: 'demo' }));
    takeRun(directory, 'demo')();
  });
});
