import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installOnce, type Install } from './cache.ts';
import { silentProgress } from './progress.ts';

describe('installOnce', () => {
  let cache: string;
  let built: number;
  const install = (build: Install['build']): Install => ({ name: 'tool-1', title: 'Building tool 1', proof: 'bin/tool', build });
  const whole: Install['build'] = async (folder) => {
    built++;
    mkdirSync(join(folder, 'bin'));
    await sleep(50);
    writeFileSync(join(folder, 'bin/tool'), String(built));
  };

  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'landbridge-cache-'));
    built = 0;
  });
  afterEach(() => rmSync(cache, { recursive: true }));

  it('builds once for all who want it at the same time', async () => {
    const folders = await Promise.all([1, 2, 3].map(() => installOnce(install(whole), silentProgress, cache)));
    expect(new Set(folders)).toEqual(new Set([join(cache, 'tool-1')]));
    expect(built).toBe(1);
    expect(readdirSync(cache)).toEqual(['tool-1']);
  });

  it('leaves nothing of a build that fails, and builds again the next time', async () => {
    const failing = install(async (folder, step) => {
      await whole(folder, step);
      throw new Error('disk full');
    });
    await expect(installOnce(failing, silentProgress, cache)).rejects.toThrow('disk full');
    expect(readdirSync(cache)).toEqual([]);
    await installOnce(install(whole), silentProgress, cache);
    expect(built).toBe(2);
  });

  it('does not take a build without its proof for whole', async () => {
    const empty = install(() => Promise.resolve());
    await expect(installOnce(empty, silentProgress, cache)).rejects.toThrow('Building tool 1 ended without bin/tool.');
  });

  it('replaces a folder that is there without its proof', async () => {
    mkdirSync(join(cache, 'tool-1/bin'), { recursive: true });
    writeFileSync(join(cache, 'tool-1/bin/half'), '');
    const folder = await installOnce(install(whole), silentProgress, cache);
    expect(readFileSync(join(folder, 'bin/tool'), 'utf8')).toBe('1');
  });

  it('takes over the lock of a process that died', async () => {
    const { pid } = spawnSync('true');
    writeFileSync(join(cache, 'tool-1.lock'), JSON.stringify({ pid, startTime: '1' }));
    await installOnce(install(whole), silentProgress, cache);
    expect(readdirSync(cache)).toEqual(['tool-1']);
  });
});
