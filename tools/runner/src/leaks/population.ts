import type { Charter, OrganisationState, ReportInput } from '@landbridge/contracts';
import { HANDLING, ORGANISATION_KINDS, PURPOSES, REGIMES, TLP, USE_PURPOSES } from '@landbridge/contracts/codes';
import { admits } from '@landbridge/sharing';
import { randomBytes, randomUUID } from 'node:crypto';
import { Dice } from '../dice.ts';

/** Somebody who reads in the walk, as it is registered. */
export type Reader = Pick<
  OrganisationState,
  'id' | 'name' | 'kind' | 'country' | 'regime' | 'clearance' | 'communities' | 'assessing' | 'agreements'
>;

export interface Community {
  readonly id: string;
  readonly charter: Charter;
}

/** A report of the walk, with words by which each part of it is known again wherever it turns up. */
export interface Marked {
  readonly owner: string;
  readonly input: ReportInput;
  /** A free tag that stands in the structure. */
  readonly tag: string;
  /** Words that nobody but the owner may ever see. */
  readonly words: string;
}

/** An entry of the modus operandi catalogue, known again by its tag. */
export interface MarkedEntry {
  readonly owner: string;
  readonly id: string;
  readonly marking: { readonly tlp: 'green'; readonly communities: readonly string[] };
}

export interface Population {
  readonly readers: readonly Reader[];
  readonly communities: readonly Community[];
  readonly reports: readonly Marked[];
  readonly entries: readonly MarkedEntry[];
}

const PLACES = ['SE', 'FI', 'RO', 'NG'];
/** Of those who read, so many also report. */
const OWNERS = 10;
/** More than a page of the walk. */
const ENTRIES = 40;

/** A network of its own inside of a system: readers of all kinds, regimes, countries and clearances, and reports of all markings. */
export function population(readers: number, reports: number, seed: number): Population {
  const dice = new Dice(seed);
  const run = randomBytes(4).toString('hex');
  const communities = communitiesOf(run);
  const members = Array.from({ length: readers }, (_, i) => readerOf(i, run, communities, dice));
  const owners = members.slice(0, Math.min(OWNERS, members.length)).map((owner): Reader => ({ ...owner, clearance: 'red' }));
  const all = [...owners, ...members.slice(owners.length)];
  return {
    readers: all,
    communities,
    reports: Array.from({ length: reports }, (_, i) => reportOf(i, run, all, owners, communities, dice)),
    entries: Array.from({ length: ENTRIES }, (_, i) => entryOf(i, run, all, dice)),
  };
}

/** Somebody proposes it to some of the communities that he is in. */
function entryOf(i: number, run: string, readers: readonly Reader[], dice: Dice): MarkedEntry {
  const { id: owner, communities } = dice.one(readers.filter((reader) => reader.communities.length > 0));
  return { owner, id: `entry-${run}-${i}`, marking: { tlp: 'green', communities: dice.some(communities) } };
}

function communitiesOf(run: string): Community[] {
  const charter: Charter = {
    purpose: 'prevention',
    admits: [...ORGANISATION_KINDS],
    regimes: [...REGIMES],
    clearance: 'green',
    safeguards: true,
  };
  return [
    { id: `walk-${run}-signed`, charter },
    { id: `walk-${run}-plain`, charter: { ...charter, safeguards: false } },
    { id: `walk-${run}-nordic`, charter: { ...charter, countries: ['FI', 'SE'], clearance: 'amber' } },
    { id: `walk-${run}-police`, charter: { ...charter, purpose: 'investigation', admits: ['police', 'prosecution'], regimes: ['led'] } },
  ];
}

function readerOf(i: number, run: string, communities: readonly Community[], dice: Dice): Reader {
  const kind = ORGANISATION_KINDS[i % ORGANISATION_KINDS.length] ?? 'police';
  const candidate = { kind, country: dice.one(PLACES), regime: dice.one(REGIMES), clearance: dice.one(TLP.slice(1)) };
  const joined = communities.filter(({ charter }) => admits(charter, candidate) && dice.next() < 0.5).map(({ id }) => id);
  // some of them read candidates and assessments, too
  return { id: randomUUID(), name: `Walker ${run} ${i}`, ...candidate, communities: joined, assessing: i % 8 === 7, agreements: [] };
}

function reportOf(
  i: number,
  run: string,
  readers: readonly Reader[],
  owners: readonly Reader[],
  communities: readonly Community[],
  dice: Dice,
): Marked {
  const tag = `leak-${run}-${i}`;
  const words = `Unspoken-${run}-${i}-${randomBytes(4).toString('hex')}`;
  const child = dice.next() < 0.25;
  const marking = markingOf(readers, communities, child, dice);
  const input: ReportInput = {
    purposes: [dice.one(PURPOSES)],
    modusOperandi: [tag],
    where: { origin: dice.one(PLACES), exploitation: dice.one(PLACES), region: 'SE-AB', transit: ['HU'] },
    quantities: [{ unit: 'victim', value: 1, ageBand: child ? '9-17' : 'adult', gender: 'female' }],
    observed: { from: '2026-01-05', to: '2026-01-05', precision: 'day' },
    evaluation: { scheme: 'none' },
    basis: marking.tlp === 'clear' || dice.next() < 0.4 ? 'no-personal-data' : 'legal-duty',
    usePurposes: dice.some(USE_PURPOSES),
    marking,
    attribution: dice.one(['named', 'kind-and-country', 'hidden']),
    narrative: `${words} narrative.`,
    externalIds: [`${words}-external`],
    references: [`${words}-reference`],
    ...(dice.next() < 0.3 && { recordedAt: `2026-01-${String(6 + (i % 20)).padStart(2, '0')}T10:11:12.345Z` }),
  };
  return { owner: dice.one(owners).id, input, tag, words };
}

function markingOf(readers: readonly Reader[], communities: readonly Community[], child: boolean, dice: Dice): ReportInput['marking'] {
  const tlp = child ? 'amber+strict' : dice.one(TLP.slice(0, -1));
  if (tlp === 'clear') return { tlp };
  const recipients = tlp === 'green' || dice.next() < 0.5 ? [] : dice.some(readers.map(({ id }) => id).slice(0, 40)).slice(0, 3);
  const named = recipients.length > 0 && dice.next() < 0.5 ? [] : dice.some(communities.map(({ id }) => id));
  const handling = dice.next() < 0.4 ? [dice.one(HANDLING)] : [];
  return {
    tlp,
    ...(named.length > 0 && { communities: named }),
    ...(recipients.length > 0 && { recipients }),
    ...(dice.next() < 0.2 && { territory: dice.some(PLACES) }),
    ...(handling.length > 0 && { handling }),
  };
}
