import preset from '../../jest.preset.js';
export default { ...preset, displayName: 'detection', rootDir: import.meta.dirname };
