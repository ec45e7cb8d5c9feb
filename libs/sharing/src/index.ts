export {
  admits,
  readerFrom,
  THE_PUBLIC,
  type Circumstances,
  type MemberReader,
  type Partner,
  type PublicReader,
  type Reader,
} from './reader.ts';
export { mayReadFor, PURPOSES_OF } from './purposes.ts';
export { PASSES } from './regimes.ts';
export { ASKS_FIRST, atLeast, canSee, isOwner, type Grant, type SharedReport } from './policy.ts';
export { visibleTo, type VisibilityFilter } from './visible-to.ts';
export { mayReadFigures } from './figures.ts';
export { narrows } from './narrowing.ts';
export { audienceSees, sharingClass, type Audience, type SharingClass } from './sharing-class.ts';
export { byTheDay, shownTo, strictestAttribution, type ShownReport } from './shown.ts';
