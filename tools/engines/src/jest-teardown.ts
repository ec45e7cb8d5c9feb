export { stopTestEngines as default } from './jest-setup.ts';
