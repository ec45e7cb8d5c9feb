import preset, { endToEnd } from '../../jest.preset.js';
export default { ...preset, ...endToEnd, displayName: 'notification e2e', rootDir: import.meta.dirname };
