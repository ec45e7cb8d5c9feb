import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
delete swc.jsc.rewriteRelativeImportExtensions;

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@landbridge/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false, module: { type: 'es6' } }] },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
  injectGlobals: false,
  // a lookup of a global is slow in the context of a test, and some libraries do little else
  sandboxInjectedGlobals: ['Math'],
  passWithNoTests: true,
};

const engines = (file) => fileURLToPath(new URL(`tools/engines/src/${file}`, import.meta.url));

/** For `jest.e2e.config.js`: tests against real engines, one after the other. */
export const endToEnd = {
  globalSetup: engines('jest-setup.ts'),
  globalTeardown: engines('jest-teardown.ts'),
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
