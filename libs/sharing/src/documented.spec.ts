import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, REGIMES } from '@landbridge/contracts/codes';
import { PURPOSES_OF } from './purposes.ts';
import { PASSES } from './regimes.ts';

const page = readFileSync(new URL('../../../docs/sharing.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
const rowsOf = (cells: number) => rows.filter((row) => row.length === cells + 2).map((row) => row.slice(1, -1));

describe('docs/sharing.md', () => {
  it('says what each kind may read for', () => {
    const told = rowsOf(2).filter(([kind]) => ORGANISATION_KINDS.some((known) => known === kind));
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(Object.entries(PURPOSES_OF).map(([kind, purposes]) => [kind, purposes.join(', ')])),
    );
  });

  it('says which regime passes what to which', () => {
    expect(rowsOf(REGIMES.length + 1)).toEqual(REGIMES.map((from) => [from, ...REGIMES.map((to) => PASSES[from][to])]));
  });
});
