import preset, { endToEnd } from '../../jest.preset.js';
export default { ...preset, ...endToEnd, displayName: 'trend-detection e2e', rootDir: import.meta.dirname };
