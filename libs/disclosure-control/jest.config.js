import preset from '../../jest.preset.js';
export default { ...preset, displayName: 'disclosure-control', rootDir: import.meta.dirname };
