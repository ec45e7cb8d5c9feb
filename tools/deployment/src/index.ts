export * from './images.ts';
export * from './root.ts';
