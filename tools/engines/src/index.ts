export type { Engine, EngineName } from './engine.ts';
export { startEngines, stopEngines, type Engines, type StartOptions } from './engines.ts';
export { cacheDirectory, installOnce, type Install } from './cache.ts';
export { isErrorWith, messageOf } from './errors.ts';
export { removeLeftovers } from './leftovers.ts';
export { isFree, portsOf, readPorts } from './ports.ts';
export { isAlive, markOf, readMark, type ProcessMark } from './processes.ts';
export { Program, stopMarked, type ProgramOptions } from './program.ts';
export { duration, silentProgress, streamProgress, type Progress, type Step } from './progress.ts';
