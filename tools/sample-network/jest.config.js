import preset from '../../jest.preset.js';
export default { ...preset, displayName: 'sample-network', rootDir: import.meta.dirname };
