import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree, portsOf } from './ports.ts';

describe('ports', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'landbridge-ports-')), 'ports.json');
  const listening = async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, port: (server.address() as AddressInfo).port };
  };

  it('are free, and outside the range of outgoing connections', async () => {
    const port = await freePort();
    expect(port).toBeLessThan(32_768);
    expect(await isFree(port)).toBe(true);
  });

  it('are remembered as long as nobody else has taken one', async () => {
    const first = await portsOf(file, ['broker', 'controller'], false);
    expect(await portsOf(file, ['broker', 'controller'], false)).toEqual(first);
    const { server, port } = await listening();
    writeFileSync(file, JSON.stringify({ broker: port, controller: first.controller }));
    const moved = await portsOf(file, ['broker', 'controller'], false);
    expect(moved.broker).not.toBe(port);
    expect(await portsOf(file, ['broker', 'controller'], false)).toEqual(moved);
    server.close();
  });

  it('are new when the file is not readable as ports', async () => {
    writeFileSync(file, '{"broker":"kafka"');
    expect((await portsOf(file, ['broker'], false)).broker).toEqual(expect.any(Number));
    rmSync(file);
  });

  it('of an engine that runs are believed, and its missing file is not made up', async () => {
    const { server, port } = await listening();
    writeFileSync(file, JSON.stringify({ broker: port }));
    expect(await portsOf(file, ['broker'], true)).toEqual({ broker: port });
    server.close();
    rmSync(file);
    await expect(portsOf(file, ['broker'], true)).rejects.toThrow('is missing although the engine runs');
  });
});
