import { createHash } from 'node:crypto';
import type { AuditRoot } from './events.dto.ts';
import type { OrganisationKind, UsePurpose } from './codes.ts';

/** Who did something. Ids and codes only. */
export interface AuditActor {
  /** `nobody`: whoever came did not prove who it is. */
  readonly by: 'organisation' | 'service' | 'operator' | 'nobody';
  readonly organisation?: string;
  /** What the organisation was at that time. */
  readonly kind?: OrganisationKind;
  readonly country?: string;
  readonly person?: string;
  readonly client?: string;
  readonly service?: string;
}

/** What it was done to. The kind is the word that routes have for it, such as `reports`. */
export interface AuditObject {
  readonly kind: string;
  readonly id: string;
}

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What an entry of the audit says. A purge takes it away and leaves its digest. */
export interface AuditContent {
  /** When it was put on record, by the store's clock. */
  readonly at: string;
  readonly actor: AuditActor;
  /** A stable code, such as `report.read`. */
  readonly action: string;
  /** Method and pattern of the route, never a path. */
  readonly route?: string;
  readonly objects: readonly AuditObject[];
  /** The organisation whose the object is, where the entry is for it to see. Besides it, the one that acted may see it. */
  readonly owner?: string;
  readonly purpose?: UsePurpose;
  readonly outcome?: AuditOutcome;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** An entry as it stands in its strand. Without salt and content it was purged. */
export interface AuditEntry {
  readonly strand: string;
  /** Its place in the strand, from 1. */
  readonly number: number;
  /** Digest of the entry before; of the strand's beginning for the first. */
  readonly previous: string;
  /** `contentDigest` of salt and content. */
  readonly contentDigest: string;
  /** `linkDigest` of the three above. */
  readonly digest: string;
  readonly salt?: string;
  readonly content?: AuditContent;
}

/** Where a strand begins: with one start of one instance of a service. */
export interface AuditStrand {
  readonly strand: string;
  readonly service: string;
  readonly startedAt: string;
  /** The last entry of the service's strand before this one; number 0 is the beginning of a strand. */
  readonly predecessor?: { readonly strand: string; readonly number: number; readonly digest: string };
}

/** SHA-256, in hex, over salt and content. Without the salt nobody can find a short content again by trying all that it may be. */
export function contentDigest(salt: string, content: AuditContent): string {
  return sha256(`${salt}\n${canonical(content)}`);
}

/** SHA-256, in hex, that ties an entry to its number and to all entries before it. */
export function linkDigest(previous: string, number: number, content: string): string {
  return sha256(`${previous}\n${number}\n${content}`);
}

/** What the first entry of a strand is linked to. */
export function beginningDigest({ strand, service, startedAt, predecessor }: AuditStrand): string {
  return sha256(`strand\n${canonical({ strand, service, startedAt, ...(predecessor && { predecessor }) })}`);
}

/** Over everything that a root says. */
export function rootDigest({ service, number, previous, heads, at }: Omit<AuditRoot, 'digest'>): string {
  const plain = heads.map(({ strand, number: last, digest }) => ({ strand, number: last, digest }));
  return sha256(`root\n${canonical({ service, number, ...(previous !== undefined && { previous }), heads: plain, at })}`);
}

/** JSON with the members of each object in the order of their names, as RFC 8785 has it for the values that occur here. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
