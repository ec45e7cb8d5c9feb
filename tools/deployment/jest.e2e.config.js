import preset, { endToEnd } from '../../jest.preset.js';
export default { ...preset, ...endToEnd, displayName: 'deployment e2e', rootDir: import.meta.dirname };
