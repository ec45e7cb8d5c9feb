export { Compose, hasCompose } from './compose.ts';
export { buildImages, canBuildOffline, type Images } from './images.ts';
export { apps, byApp, root, type App } from './root.ts';
export { makeSecrets, type Secrets } from './secrets.ts';
export { installDeploymentTools } from './tools.ts';
export { writeWhole } from './whole-files.ts';
export { isRecord } from './is-record.ts';
