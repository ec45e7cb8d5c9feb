export { THE_PUBLIC, type Reader } from './reader.ts';
export { canSee, isOwner, visibleTo, type SharedReport, type Visibility, type VisibilityFilter } from './policy.ts';
export { audienceSees, sharingClass, type SharingClass } from './sharing-class.ts';
export { shownTo, strictestAttribution, type ShownReport } from './shown.ts';
