export * from './images.ts';
export * from './root.ts';
export { hasKubernetesTools, installKubernetesTools } from './kubernetes/tools.ts';
