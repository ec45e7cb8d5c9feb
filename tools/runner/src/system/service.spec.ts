import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { portsOf } from '@landbridge/engines';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Service, isServiceReady } from './service.ts';

describe('Service', () => {
  let folder: string;
  let service: Service;
  const serviceFrom = async (source: string) => {
    const bundle = join(folder, 'main.mjs');
    writeFileSync(bundle, source);
    const { port } = await portsOf(join(folder, 'port.json'), ['port'], false);
    return new Service({
      name: 'example',
      url: `http://127.0.0.1:${port}`,
      bundle,
      cwd: folder,
      // of our own environment Node itself may print a word into the log
      env: { PATH: process.env['PATH'], PORT: String(port) },
      logFile: join(folder, 'example.log'),
      markFile: join(folder, 'example.pid.json'),
      outlives: false,
    });
  };
  const answering = `
    import { createServer } from 'node:http';
    const started = Date.now();
    const server = createServer((_, answer) => answer.writeHead(Date.now() - started > 300 ? 200 : 503).end());
    server.listen(Number(process.env.PORT), '127.0.0.1');
    process.on('SIGTERM', () => { console.log('drained'); process.exit(); });`;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-service-'));
  });
  afterEach(async () => {
    await service.kill();
    rmSync(folder, { recursive: true });
  });

  it('is started when it says that it is ready, and drains when it is stopped', async () => {
    service = await serviceFrom(answering);
    await service.start();
    expect(await isServiceReady(service.url)).toBe(true);
    await service.stop();
    expect(service.running).toBe(false);
    expect(readFileSync(join(folder, 'example.log'), 'utf8')).toBe('drained\n');
  });

  it('comes back after a kill as another process at the same address', async () => {
    service = await serviceFrom(answering);
    await service.start();
    const before = service.pid;
    await service.kill();
    expect(await isServiceReady(service.url)).toBe(false);
    await service.start();
    expect(service.pid).not.toBe(before);
    expect(readFileSync(join(folder, 'example.log'), 'utf8')).toBe('');
  });

  it('tells the last words of one that ends before it is ready', async () => {
    service = await serviceFrom(
      `console.error('PORT is not set: set it and start again.'); for (let i = 0; i < 30; i++) console.log('{"level":30,"msg":"late"}'); process.exit(1);`,
    );
    await expect(service.start()).rejects.toThrow('example ended with code 1. Its last words:\nPORT is not set: set it and start again.');
  });
});
