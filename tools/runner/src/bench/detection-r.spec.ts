import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decidesAsR } from './detection-drawn.ts';
import { askR } from './detection-r.ts';

const path = process.env['PATH'];

describe('Asking R', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-r-'));
  });
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  /** Something that is found as Rscript. */
  const standIn = (script: string) => {
    writeFileSync(join(folder, 'Rscript'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'Rscript'), 0o755);
    process.env['PATH'] = `${folder}:${path}`;
  };
  const series = [
    { b: 5, weeks: 3, counts: [1, 2, 3, 4] },
    { b: 3, weeks: 3, counts: [0, 0, 9, 1] },
  ];

  it('gives it the series, and reads alarms and seconds', async () => {
    standIn(`cp "$2" ${folder}/asked; printf '010\\n001\\nseconds 1.250\\n'`);
    const alarms = [
      [false, true, false],
      [false, false, true],
    ];
    expect(await askR(series, folder)).toEqual({ alarms, seconds: 1.25 });
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe('5;3;1;2;3;4\n3;3;0;0;9;1\n');
  });

  it('says why there is no answer', async () => {
    standIn('exit 3');
    expect(await askR(series, folder)).toMatch(/^R gave no answer; it needs the package surveillance\. .*ended with code 3/);
    process.env['PATH'] = '';
    expect(await askR(series, folder)).toBe('R is not here (no Rscript on the PATH).');
  });

  it('counts the weeks in which it decides otherwise than farringtonFlexible here', async () => {
    standIn(`yes ${'0'.repeat(49)} | head -42; echo seconds 1`);
    const { figures, rows } = await decidesAsR(folder);
    expect(figures['drawnEqual']).toBeLessThan(1);
    expect(figures['drawnEqual']).toBeGreaterThan(0.95);
    expect(rows[0]).toMatchObject({ here: expect.stringMatching(/^\d+ differ$/), reached: false });
  });

  it('is left out where R is not here, and that is said', async () => {
    process.env['PATH'] = '';
    const { figures, rows, remarks } = await decidesAsR(folder);
    expect(figures['drawnEqual']).toBeNull();
    expect(rows[0]).toMatchObject({ r: '–', reached: undefined });
    expect(remarks?.[0]).toContain('Its column on drawn series rests on the weeks that the folder holds.');
  });
});
