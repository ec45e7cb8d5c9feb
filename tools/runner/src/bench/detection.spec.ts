import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../root.ts';
import { figuresFile, tell } from './detection.ts';
import type { Measured } from './detection-table.ts';

const row = (figure: string, reached?: boolean) => ({ figure, r: '–', here: '2', wanted: '≤ 1', reached });
const measured = (rows: Measured['rows'], figures: Measured['figures'] = {}): Measured => ({ figures, rows });

describe('What the bench of detection tells at its end', () => {
  let folder = '';
  let printed = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-detection-'));
    printed = '';
    jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it('is an error that names each figure that was missed, once all is printed and written down', () => {
    const file = join(folder, 'figures.json');
    const parts = [measured([row('found', true), row('false alarms', false)], { found: 2 }), measured([row('speed', false), row('R')])];
    expect(() => tell(parts, file)).toThrow('Missed: false alarms: 2, and wanted is ≤ 1; speed: 2, and wanted is ≤ 1.');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ found: 2 });
    expect(printed).toMatch(/false alarms .*\(MISSED\)/);
  });

  it('is written where programs read it', () => {
    expect(relative(root, figuresFile)).toBe(join('.landbridge', 'bench-detection.json'));
  });

  it('is no error where all was reached, or could not be measured', () => {
    tell([measured([row('found', true), row('R')])], join(folder, 'figures.json'));
    expect(printed).toContain('(reached)');
  });
});
