import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolchainOf } from './embedded-mongodb.ts';

describe('toolchainOf', () => {
  let home: string;
  const own = process.env['RUSTUP_HOME'];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'landbridge-home-'));
    delete process.env['RUSTUP_HOME'];
  });
  afterEach(() => {
    rmSync(home, { recursive: true });
    if (own !== undefined) process.env['RUSTUP_HOME'] = own;
  });

  it('tells where rustup keeps its toolchains, beside the cargo that is on PATH', () => {
    mkdirSync(join(home, '.rustup'));
    expect(toolchainOf(join(home, '.cargo/bin/cargo'))).toEqual({ RUSTUP_HOME: join(home, '.rustup') });
  });

  it('says nothing of a cargo without rustup, or where the environment says it', () => {
    expect(toolchainOf(join(home, '.cargo/bin/cargo'))).toEqual({});
    mkdirSync(join(home, '.rustup'));
    process.env['RUSTUP_HOME'] = '/elsewhere';
    expect(toolchainOf(join(home, '.cargo/bin/cargo'))).toEqual({});
  });
});
