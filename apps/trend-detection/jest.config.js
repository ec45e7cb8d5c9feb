import preset from '../../jest.preset.js';
export default { ...preset, displayName: 'trend-detection', rootDir: import.meta.dirname };
