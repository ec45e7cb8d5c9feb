import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

describe('the runner', () => {
  // Node strips types and nothing else: an import that reaches a decorator ends it before it has said a word
  it('starts under Node alone', async () => {
    const main = new URL('main.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@landbridge/source', main, '--help']);
    expect(stdout).toContain('Runs Landbridge on this machine.');
  }, 30_000);
});
