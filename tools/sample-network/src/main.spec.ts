import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';

/** Heap for the old generation, in MB: a small part of what 200,000 reports take as text. */
const HEAP = 32;

function run(...options: string[]) {
  const program = new URL('main.ts', import.meta.url).pathname;
  return spawn(process.execPath, [`--max-old-space-size=${HEAP}`, '--conditions=@landbridge/source', program, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

describe('the command', () => {
  it('writes 200,000 reports as NDJSON in memory that does not grow with their number', async () => {
    const child = run('--reports', '200000', '--seed', '1', '--until', '2026-11-25');
    const closed = once(child, 'close');
    let submitted = 0;
    let bytes = 0;
    let last = '';
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{"action":"submit"')) submitted += 1;
      bytes += line.length;
      last = line;
    }
    expect(await closed).toEqual([0, null]);
    expect(submitted).toBe(200_000);
    expect(bytes).toBeGreaterThan(5 * HEAP * 1024 * 1024);
    expect(JSON.parse(last)).toMatchObject({ organisation: expect.any(String), externalId: expect.any(String) });
  }, 180_000);

  it.each([
    [['--reports', '100'], /at least 500/],
    [['--reports', 'many'], /whole number/],
    [['--until', '2026-02-30'], /a day such as/],
  ])('with %p says what to mend', async (options, message) => {
    const child = run(...options);
    const told = createInterface({ input: child.stderr });
    const closed = once(child, 'close');
    let text = '';
    for await (const line of told) text += line;
    expect((await closed)[0]).not.toBe(0);
    expect(text).toMatch(message);
  });
});
