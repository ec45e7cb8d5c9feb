import type { UsePurpose, Visibility } from '@landbridge/contracts';
import { ALWAYS_ASKS, ASKS_FIRST, clearedFor, FOR_CHILDREN, READ_BY_ADDRESSEES, READ_BY_PARTNERS } from './policy.ts';
import { mayReadFor } from './purposes.ts';
import type { MemberReader, Reader } from './reader.ts';
import { IMPERSONAL, passingFreelyTo } from './regimes.ts';

/** A filter for MongoDB on documents that carry what `SharedReport` names. */
export type VisibilityFilter = Record<string, unknown>;

/**
 * The same decision as `canSee`, as a filter: it matches exactly the reports of which the reader sees at least so much.
 * @param level `none` is no question that a filter could answer
 */
export function visibleTo(reader: Reader, purpose: UsePurpose, level: Exclude<Visibility, 'none'>): VisibilityFilter {
  if (reader.organisation === undefined) return CLEAR;
  const own = { 'contributor.id': reader.organisation };
  if (!mayReadFor(reader.kind, purpose)) return { $or: [own, CLEAR] };
  return { $or: [own, CLEAR, grantedTo(reader, purpose, level), sharedWith(reader, purpose, level)] };
}

const UNLIMITED = { 'marking.territory': { $exists: false }, 'marking.handling': { $nin: [...ASKS_FIRST] } };
const CLEAR = { 'marking.tlp': 'clear', ...UNLIMITED };

const inTerritory = ({ country }: MemberReader) => ({
  $or: [{ 'marking.territory': { $exists: false } }, { 'marking.territory': country }],
});

function grantedTo(reader: MemberReader, purpose: UsePurpose, level: Exclude<Visibility, 'none'>): VisibilityFilter {
  const enough = level === 'full' ? ['full'] : ['redacted', 'full'];
  return {
    $and: [
      {
        grants: { $elemMatch: { organisation: reader.organisation, purpose, level: { $in: enough } } },
        'marking.tlp': { $in: clearedFor(reader.clearance).filter((tlp) => tlp !== 'red') },
      },
      inTerritory(reader),
    ],
  };
}

function sharedWith(reader: MemberReader, purpose: UsePurpose, level: Exclude<Visibility, 'none'>): VisibilityFilter {
  const partners = reader.partners.filter(({ purposes }) => purposes.includes(purpose)).map(({ organisation }) => organisation);
  const shown = level !== 'existence';
  const named = shown ? { 'marking.handling': { $ne: ALWAYS_ASKS } } : {};
  const member = shown ? { 'marking.handling': { $nin: [...ASKS_FIRST] } } : {};
  const within = (labels: readonly string[]) => ({ $in: labels.filter((tlp) => clearedFor(reader.clearance).some((own) => own === tlp)) });
  const addressed = [
    { 'marking.tlp': within(READ_BY_ADDRESSEES), 'marking.communities': { $in: [...reader.communities] }, ...member },
    { 'marking.tlp': within(READ_BY_ADDRESSEES), 'marking.recipients': reader.organisation, ...named },
    ...(partners.length === 0 ? [] : [{ 'marking.tlp': within(READ_BY_PARTNERS), ...ofPartners(partners), ...named }]),
    ...(reader.person === undefined ? [] : [{ 'marking.tlp': within(['red']), 'marking.persons': reader.person, ...named }]),
  ];
  return {
    usePurposes: purpose,
    $and: [{ $or: addressed }, inTerritory(reader), ...(level === 'full' ? [passesTo(reader, partners)] : [])],
    ...(level === 'full' && !FOR_CHILDREN.includes(purpose) && { concernsMinors: false }),
  };
}

const ofPartners = (partners: readonly string[]) => ({ 'contributor.id': { $in: [...partners] }, attribution: { $ne: 'hidden' } });

function passesTo(reader: MemberReader, partners: readonly string[]): VisibilityFilter {
  return {
    $or: [
      { basis: IMPERSONAL },
      { 'contributor.regime': { $in: passingFreelyTo(reader.regime) } },
      ofPartners(partners),
      { 'marking.tlp': { $ne: 'red' }, 'marking.communities': { $in: [...reader.safeguarded] } },
    ],
  };
}
