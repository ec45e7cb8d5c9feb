import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../src/root.ts';
import { operatorSecretFile } from '../src/system/layout.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

const WEEKS = 520;
const A_WEEK = 4;
const DAY = 86_400_000;
const REPORTS = WEEKS * A_WEEK;

/** Ten years, oldest first, under the organisation's own ids. */
function history(): string {
  const end = Date.now() - 2 * DAY;
  const lines = Array.from({ length: REPORTS }, (_, i) => {
    const at = new Date(end - Math.floor((REPORTS - 1 - i) / A_WEEK) * 7 * DAY).toISOString();
    const observed = { from: at.slice(0, 10), to: at.slice(0, 10), precision: 'day' as const };
    return JSON.stringify(reportInput({ externalIds: [`history-${i}`], observed, recordedAt: at }));
  });
  return `${lines.join('\n')}\n`;
}

describe('back-filling a history', () => {
  let network: TestNetwork;
  let files: Record<'history' | 'credentials' | 'addresses', string>;

  beforeAll(async () => {
    network = await TestNetwork.start();
    const { directory, addresses } = network.system;
    const { clientId, clientSecret } = network.members[0]!.organisation;
    files = { history: join(directory, 'history.ndjson'), credentials: join(directory, 'own.json'), addresses: join(directory, 'at.json') };
    writeFileSync(files.history, history());
    writeFileSync(files.credentials, JSON.stringify({ clientId, clientSecret }), { mode: 0o600 });
    writeFileSync(files.addresses, JSON.stringify(addresses));
  });
  afterAll(() => network.stop());

  function command() {
    const secret = operatorSecretFile(network.system.directory);
    const options = ['--credentials', files.credentials, '--against', files.addresses, '--operator-secret', secret];
    const main = join(root, 'tools/runner/src/main.ts');
    const child = spawn(process.execPath, ['--conditions=@landbridge/source', main, 'back-fill', files.history, ...options]);
    const said = Promise.all([text(child.stdout), text(child.stderr)]).then(([out, progress]) => ({ out, progress }));
    const ended = once(child, 'exit').then(async ([code]) => ({ code: code as number | null, ...(await said) }));
    return { interrupt: () => child.kill('SIGINT'), ended };
  }
  const status = () => network.ask('trend-detection', '/v1/operator/status');
  const numbersIn = (out: string) => {
    const [, accepted = '', held = ''] = /([\d,]+) reports accepted, ([\d,]+) held already, 0 rejected/.exec(out) ?? [];
    return [accepted, held].map((number) => Number(number.replaceAll(',', '')));
  };

  it('can be interrupted, and goes on when it is begun again', async () => {
    const first = command();
    await until('some reports are accepted', async () => Number((await network.ask('ingestion', '/v1/operator/status'))['accepted']) > 0);
    first.interrupt();
    const { code, progress } = await first.ended;
    expect({ code, progress }).toMatchObject({ code: 130, progress: expect.stringContaining('give the same command again') });

    const second = await command().ended;
    expect({ ...second, progress: '' }).toMatchObject({ code: 0 });
    const [accepted = 0, held = 0] = numbersIn(second.out);
    expect(held).toBeGreaterThan(0);
    expect(accepted + held).toBe(REPORTS);
    expect(second.progress).toMatch(/Sending the history.*Counting and evaluating/s);
    expect(second.out).toContain(`Counted   ${REPORTS.toLocaleString('en-GB')} reports in all`);
    // it ends when the figures stand, and not before
    expect(await status()).toMatchObject({ settled: true, counted: REPORTS, dirty: 0, unfinished: 0, making: [] });
    expect(await network.network.operator.at('trend-detection').post('/v1/operator/recount-check')).toMatchObject({ equal: true });
  });

  it('changes nothing when it is done once more', async () => {
    const before = await network.ask('trend-detection', '/v1/trends?limit=200');
    const { code, out } = await command().ended;
    expect(code).toBe(0);
    expect(numbersIn(out)).toEqual([0, REPORTS]);
    expect(await status()).toMatchObject({ settled: true, counted: REPORTS });
    expect(await network.ask('trend-detection', '/v1/trends?limit=200')).toEqual(before);
  });
});
