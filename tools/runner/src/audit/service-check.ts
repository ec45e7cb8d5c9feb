import type { AuditEntry, AuditRoot, AuditStrand } from '@landbridge/contracts';
import type { ServiceClient } from '../service-client.ts';
import type { Finding } from './finding.ts';
import { entryOf, pageOf, rootOf, strandOf } from './parse.ts';
import { checkRoots } from './roots-check.ts';
import { StrandCheck } from './strand-check.ts';

/** What was found in the audit of one service. */
export interface ServiceVerdict {
  readonly strands: number;
  readonly roots: number;
  readonly entries: number;
  readonly purged: number;
  readonly unsealed: number;
  readonly findings: readonly Finding[];
}

type Asked = Pick<ServiceClient, 'get'>;

/**
 * Reads everything that a service has on record, and verifies it. What comes on record meanwhile does no harm: roots are read first,
 * then strands, then entries, so that whatever one names is there when the other is read.
 * @param told the service's roots as Kafka has them, read before; undefined where it cannot be read
 * @throws Error when the service answers with something else
 */
export async function checkService(service: Asked, told?: readonly AuditRoot[]): Promise<ServiceVerdict> {
  const roots = await allRoots(service);
  const { strands, stored } = await allStrands(service);
  const { checkpoints, findings } = checkRoots(roots, strands, told);
  const found = [...findings];
  const sum = { entries: 0, purged: 0, unsealed: 0 };
  for (const strand of strands) {
    const check = new StrandCheck(strand, checkpoints.get(strand.strand) ?? [], roots.at(-1)?.at);
    for await (const entry of entriesOf(service, strand.strand)) check.see(entry);
    const { finding, ...counts } = check.end();
    if (finding) found.push(finding);
    for (const count of ['entries', 'purged', 'unsealed'] as const) sum[count] += counts[count];
  }
  if (sum.entries < stored)
    found.push({
      what: 'inserted',
      in: 'store',
      number: 0,
      detail: `${stored - sum.entries} entries stand in no strand, or under no number`,
    });
  return { strands: strands.length, roots: roots.length, ...sum, findings: found };
}

async function allRoots(service: Asked): Promise<AuditRoot[]> {
  const roots: AuditRoot[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const { items, next } = pageOf(await service.get(`/v1/operator/audit/roots?from=${from}`), 'roots');
    roots.push(...items.map(rootOf));
    from = next;
  }
  return roots;
}

async function allStrands(service: Asked): Promise<{ strands: AuditStrand[]; stored: number }> {
  const strands: AuditStrand[] = [];
  let stored: number | undefined;
  for (let after: number | undefined = 0; after !== undefined;) {
    const answer = await service.get(`/v1/operator/audit/strands?after=${after}`);
    const { items, next } = pageOf(answer, 'strands');
    stored ??= Number(answer['entries']);
    strands.push(...items.map(strandOf));
    after = next;
  }
  return { strands, stored: stored ?? 0 };
}

async function* entriesOf(service: Asked, strand: string): AsyncGenerator<AuditEntry> {
  for (let from: number | undefined = 0; from !== undefined;) {
    const { items, next } = pageOf(await service.get(`/v1/operator/audit/entries?strand=${strand}&from=${from}`), 'entries');
    for (const item of items) yield entryOf(item);
    from = next;
  }
}
