import preset, { endToEnd } from '../../jest.preset.js';

// Every test has engines of its own, to kill them.
const ownEngines = { globalSetup: undefined, globalTeardown: undefined };

// Two systems at a time: each waits a part of its time.
const workers = { maxWorkers: 2 };

// On a machine that has much else to do, a load takes as long as it takes; what does not move is found out by the tests themselves.
export default {
  ...preset,
  ...endToEnd,
  ...ownEngines,
  ...workers,
  testTimeout: 1_200_000,
  displayName: 'runner e2e',
  rootDir: import.meta.dirname,
};
