export * from './images.ts';
export * from './root.ts';
export * from './kubernetes/tools.ts';
