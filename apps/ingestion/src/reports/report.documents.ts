import type { StructuredReport, TextCheckOverrideReason, WithdrawalReason } from '@landbridge/contracts';
import type { Grant } from '@landbridge/sharing';
import type { PersonalKind } from '@landbridge/platform';

/** What is kept with every revision besides its structure. */
interface Kept {
  /** When this revision was accepted. `acceptedAt` is set once, by the first. */
  readonly revisedAt: string;
  /** Keyed digest of the content as it was sent, by which the same is known again. */
  readonly digest: string;
  /** Narrative, references and external ids, sealed under the report's key. */
  readonly texts?: Buffer;
  /** What the text check would have kept back. */
  readonly overridden?: Overridden;
}

/** Why a narrative was taken that tells who somebody is: what kinds stand there and how often, never the words. */
export interface Overridden {
  readonly reason: TextCheckOverrideReason;
  readonly found: readonly { readonly kind: PersonalKind; readonly count: number }[];
  /** Who decided so, where a person sent it. */
  readonly person?: string;
}

type Structure = Omit<StructuredReport, 'id'>;

/** What stands beside the last revision only. */
interface Head {
  /** Day of `recordedAt`, by which lists are ordered: an instant would join what one sender sent at once. */
  readonly recordedOn: string;
  /** The report's data key, wrapped by the network key. */
  readonly key?: Buffer;
}

/** The last revision of a report, in `reports`. Its structure lies at the top, where the filter of libs/sharing looks. */
export interface HeldReport extends Structure, Kept, Head {
  readonly _id: string;
  readonly state: 'held';
  /** Access that the owner granted on request. */
  readonly grants?: readonly Grant[];
  /** Counts what was changed beside the revision: so each change is a write, and transactions that withdraw or purge the report meet it. */
  readonly touched?: number;
}

/** A report that was taken back. */
export interface WithdrawnReport extends Pick<StructuredReport, 'revision' | 'contributor' | 'recordedAt' | 'acceptedAt'>, Head {
  readonly _id: string;
  readonly state: 'withdrawn';
  readonly revisedAt: string;
  readonly reason: WithdrawalReason;
  /** Nothing else is left of it. */
  readonly purged?: true;
}

export type ReportDocument = HeldReport | WithdrawnReport;

/** A revision that another one followed, in `revisions`. */
export interface PastRevision extends Structure, Kept {
  /** `<report>:<revision>` */
  readonly _id: string;
  readonly report: string;
}

export function revisionId(report: string, revision: number): string {
  return `${report}:${revision}`;
}

/** The report as it travels. */
export function structureOf({
  _id,
  state: _state,
  key: _key,
  recordedOn: _recordedOn,
  grants: _grants,
  touched: _touched,
  digest: _digest,
  texts: _texts,
  overridden: _overridden,
  revisedAt: _revisedAt,
  ...structure
}: HeldReport): StructuredReport {
  return { id: _id, ...structure };
}

export function pastStructureOf({
  _id,
  report,
  digest: _digest,
  texts: _texts,
  overridden: _overridden,
  revisedAt: _revisedAt,
  ...structure
}: PastRevision): StructuredReport {
  return { id: report, ...structure };
}

export function toPast(held: HeldReport): PastRevision {
  const { revisedAt, digest, texts, overridden } = held;
  const { id: report, ...structure } = structureOf(held);
  return {
    _id: revisionId(report, held.revision),
    report,
    ...structure,
    revisedAt,
    digest,
    ...(texts && { texts }),
    ...(overridden && { overridden }),
  };
}

/** The day of an instant, UTC. */
export const dayOf = (instant: string) => instant.slice(0, 10);
