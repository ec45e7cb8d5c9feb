export { figureOf, noisyFigureOf, type Counted, type Figure, type Given } from './figure.ts';
export { type ByOrganisation, GROUP, ORGANISATIONS, wholeGroups } from './groups.ts';
export { discreteLaplace, heldBack, type Random } from './noise.ts';
