import { beforeAll, describe, expect, it } from '@jest/globals';
import { silentProgress } from '@landbridge/engines';
import { execFileSync, spawnSync } from 'node:child_process';
import { buildImages, canBuildOffline } from '../src/images.ts';

/** What is built offline is tried where a Docker engine answers, and counts as skipped elsewhere. */
(canBuildOffline() ? describe : describe.skip)('the image of the services', () => {
  let image: string;
  const docker = (...args: string[]) => spawnSync('docker', args, { encoding: 'utf8' });
  const run = (...args: string[]) => docker('run', '--rm', '--read-only', '--cap-drop', 'ALL', ...args);
  const inside = (script: string) => run('--entrypoint', '/bin/sh', image, '-c', script).stdout.trim();

  beforeAll(async () => {
    ({ services: image } = await buildImages({ offline: true, progress: silentProgress }));
  }, 1_200_000);

  it('runs as somebody who may write nowhere but in its volume', () => {
    expect(inside('id -u')).toBe('10001');
    // on a file system that is not read-only, where only owner and mode decide
    const find = "find / -xdev -writable -not -type l -not -path '/proc/*' -not -path '/dev/*' 2>/dev/null";
    const writable = docker('run', '--rm', '--entrypoint', '/bin/sh', image, '-c', find).stdout.trim().split('\n');
    expect(writable.filter((path) => !['/tmp', '/var/tmp', '/run/lock'].includes(path))).toEqual(['/var/lib/landbridge']);
  });

  it.each(['directory', 'ingestion', 'notification', 'trend-detection'])('starts %s, which says what it is not told', (service) => {
    const { stdout, stderr, status } = run(image, service);
    expect(`${stdout}${stderr}`).toContain('PUBLIC_URL is not set');
    expect(status).not.toBe(0);
  });

  it('says which services there are', () => {
    const { stderr, status } = run(image, 'nobody');
    expect(stderr).toBe(
      'Name the service to run: directory, ingestion, notification, trend-detection. Or what to prepare: secrets, mongodb.\n',
    );
    expect(status).toBe(2);
  });

  it('is not well while nothing answers in it', () => {
    expect(run(image, 'health').status).toBe(1);
  });

  it('holds no source, nothing that only builds, and no secret', () => {
    expect(inside('ls /landbridge')).toBe(['LICENSE', 'apps', 'node', 'node_modules', 'package.json', 'start.js', 'tools'].join('\n'));
    expect(inside('ls /landbridge/node_modules | grep -E "^(nx|jest|eslint|@landbridge|esbuild)$"')).toBe('');
    const variables = execFileSync('docker', ['image', 'inspect', '--format', '{{json .Config.Env}}', image], { encoding: 'utf8' });
    expect(variables).not.toMatch(/secret|password|token|key/i);
  });
});
