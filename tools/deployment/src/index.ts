export { buildImages, type Images } from './images.ts';
export { apps, root, type App } from './root.ts';
export { makeSecrets, type Secrets } from './secrets.ts';
