import type { AuditContent, AuditEntry, AuditRoot, AuditStrand, StrandHead } from '@landbridge/contracts';
import { isRecord } from '@landbridge/deployment';

// What was tampered with may have any shape. It is taken as it comes: its digest tells.

type Plain = Record<string, unknown>;

export function entryOf(plain: Plain): AuditEntry {
  const { strand, number, previous, contentDigest, digest, salt, content } = plain;
  return {
    strand: String(strand),
    number: Number(number),
    previous: String(previous),
    contentDigest: String(contentDigest),
    digest: String(digest),
    ...(salt !== undefined && { salt: textOf(salt) }),
    ...(content !== undefined && { content: content as AuditContent }),
  };
}

export function strandOf({ strand, service, startedAt, predecessor }: Plain): AuditStrand {
  return {
    strand: String(strand),
    service: String(service),
    startedAt: String(startedAt),
    ...(isRecord(predecessor) && { predecessor: headOf(predecessor) }),
  };
}

export function rootOf({ service, number, digest, previous, heads, at }: Plain): AuditRoot {
  return {
    service: String(service),
    number: Number(number),
    digest: String(digest),
    ...(previous !== undefined && { previous: textOf(previous) }),
    heads: Array.isArray(heads) ? heads.filter(isRecord).map(headOf) : [],
    at: String(at),
  };
}

function headOf({ strand, number, digest }: Plain): StrandHead {
  return { strand: String(strand), number: Number(number), digest: String(digest) };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

/** A page of a list, by the name of the list. @throws Error for an answer that is none */
export function pageOf(answer: Plain, list: string): { items: Plain[]; next: number | undefined } {
  const { [list]: items, next } = answer;
  if (!Array.isArray(items)) throw new Error(`A service answered without ${list}; is it of this version?`);
  return { items: items.filter(isRecord), next: typeof next === 'number' ? next : undefined };
}
