import type {
  DisputeDecision,
  ModusOperandi,
  ModusOperandiAuthor,
  ModusOperandiDispute,
  ModusOperandiMarking,
  ModusOperandiSummary,
} from '@landbridge/contracts';
import { knowsCandidates } from '../trends/trends-for.ts';
import { isOpen } from './changes.ts';
import { tagsOf } from './claims.ts';
import type { Author, Dispute, Entry } from './entry.schema.ts';
import { type Known, shownEvidence } from './evidence.service.ts';
import { languagesOf, wordsIn } from './languages.ts';
import { maySee, type Reading } from './reading.ts';
import { mayEdit } from './rights.ts';

/** What is known of an entry beside itself, as far as the reader may know of it. */
export interface Around {
  /** What was merged into it. */
  readonly absorbed: readonly Entry[];
  /** What it was merged into. */
  readonly target?: Entry | undefined;
  /** Of the trends and reports that it names. */
  readonly known: Known;
}

/** @param language of the words, as Accept-Language or one */
export function summaryOf(
  reading: Reading,
  entry: Entry,
  { absorbed, target, known }: Around,
  language: string | undefined,
): ModusOperandiSummary {
  const { _id: key, tag: id, revision, status, stage, lures, channels, sectors, countries, novelty, changedAt } = entry;
  const { name, language: shown } = wordsIn(entry, language);
  return {
    id,
    key,
    revision,
    status,
    name,
    language: shown,
    languages: languagesOf(entry),
    aliases: aliasesOf(entry, absorbed),
    ...(stage && { stage }),
    lures: [...lures],
    channels: [...channels],
    sectors: sectors.map((sector) => ({ ...sector })),
    countries: [...countries],
    marking: toldMarking(reading, entry),
    disputed: disputesFor(reading, entry).some(isOpen),
    ...(target && { mergedInto: target._id }),
    ...(novelty && known.trends.has(novelty.trend) && maySee(reading, { ...entry, candidate: true }) && { proposedByTrend: novelty.trend }),
    changedAt: changedAt.toISOString(),
  };
}

export function viewOf(reading: Reading, entry: Entry, around: Around, language: string | undefined): ModusOperandi {
  const { whatToLookFor, countermeasures } = wordsIn(entry, language);
  return {
    ...summaryOf(reading, entry, around, language),
    whatToLookFor: [...whatToLookFor],
    countermeasures: [...countermeasures],
    evidence: shownEvidence(entry.evidence, around.known),
    disputes: disputesFor(reading, entry).map((dispute) => toldDispute(dispute, reading)),
  };
}

/** Its aliases, and the tags of what was merged into it. */
export const aliasesOf = (entry: Entry, absorbed: readonly Entry[]): string[] =>
  [...new Set([entry, ...absorbed].flatMap(tagsOf))].filter((tag) => tag !== entry.tag);

/** What reports may name to mean an entry, as far as the reader may know of it: tags, and keys. */
export const namesOf = (entry: Entry, absorbed: readonly Entry[]): string[] => [
  entry.tag,
  ...aliasesOf(entry, absorbed),
  ...[entry, ...absorbed].map(({ _id }) => _id),
];

/** Who did something: organisations to those who assess and to the operator, persons to their own organisation. */
export function toldAuthor({ kind, organisation, person }: Author, { caller }: Reading): ModusOperandiAuthor {
  const isOwn = caller.kind === 'organisation' && caller.organisation.id === organisation;
  const isTold = isOwn || knowsCandidates(caller);
  return { kind, ...(isTold && organisation !== undefined && { organisation }), ...(isOwn && person !== undefined && { person }) };
}

function disputesFor(reading: Reading, entry: Entry): Dispute[] {
  return entry.disputes.filter(({ marking, candidate }) => maySee(reading, { ...entry, marking, candidate }));
}

function toldDispute({ id, reason, by, at, decision }: Dispute, reading: Reading): ModusOperandiDispute {
  const decided: DisputeDecision | undefined = decision && {
    outcome: decision.outcome,
    reason: decision.reason,
    at: decision.at.toISOString(),
  };
  return { id, reason, by: toldAuthor(by, reading), at: at.toISOString(), ...(decided && { decision: decided }) };
}

/** That there are other communities is for who may change the marking. */
function toldMarking({ caller }: Reading, entry: Entry): ModusOperandiMarking {
  const { tlp, communities } = entry.marking;
  if (communities === undefined) return { tlp };
  if (caller.kind !== 'organisation' || mayEdit(caller, entry)) return { tlp, communities: [...communities] };
  return { tlp, communities: communities.filter((id) => caller.reader.communities.includes(id)) };
}
