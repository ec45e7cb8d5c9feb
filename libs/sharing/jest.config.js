import preset from '../../jest.preset.js';
export default { ...preset, displayName: 'sharing', rootDir: import.meta.dirname };
