import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTally, readJestResult, sum } from './results.ts';

describe('readJestResult', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'landbridge-results-')), 'test.json');
  const read = (result: object | string) => {
    writeFileSync(file, typeof result === 'string' ? result : JSON.stringify(result));
    return readJestResult(file);
  };
  const passing = {
    success: true,
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    numRuntimeErrorTestSuites: 0,
  };

  it('counts passed, failed and skipped tests', () => {
    expect(read(passing)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(read({ ...passing, success: false, numFailedTests: 2 })).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a file that could not run as a failure', () => {
    expect(read({ ...passing, success: false, numRuntimeErrorTestSuites: 1 })).toMatchObject({ failed: 1 });
  });

  it.each([
    ['a run that failed without a failed test', { ...passing, success: false }],
    ['a result that is not JSON', '{"success": tr'],
    ['a result that is no object', 'null'],
  ])('takes %s for a failure', (_, result) => {
    expect(read(result).failed).toBe(1);
  });

  it('takes a missing result for a failure', () => {
    expect(readJestResult(`${file}.missing`)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('describeTally', () => {
  it('names skipped tests only when there are some', () => {
    const tally = sum([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 1, failed: 1, skipped: 0 },
    ]);
    expect(describeTally(tally)).toBe('3 passed, 1 failed');
    expect(describeTally({ ...tally, skipped: 4 })).toBe('3 passed, 1 failed, 4 skipped');
  });
});
