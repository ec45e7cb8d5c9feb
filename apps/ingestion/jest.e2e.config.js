import preset, { endToEnd } from '../../jest.preset.js';
export default { ...preset, ...endToEnd, displayName: 'ingestion e2e', rootDir: import.meta.dirname };
