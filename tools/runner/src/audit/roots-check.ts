import type { AuditRoot } from '@landbridge/contracts';
import { rootDigest, type AuditStrand } from '@landbridge/contracts/audit-chain';
import type { Checkpoint, Finding } from './finding.ts';

export interface RootsVerdict {
  /** By strand: what its entries are to be compared with. */
  readonly checkpoints: ReadonlyMap<string, readonly Checkpoint[]>;
  readonly findings: readonly Finding[];
}

/**
 * Checks a service's roots, in the order of their numbers, with each other and with those that were told in Kafka.
 * @param told undefined where Kafka could not be read. What was told is read before what is stored, so all of it must be there
 */
export function checkRoots(roots: readonly AuditRoot[], strands: readonly AuditStrand[], told?: readonly AuditRoot[]): RootsVerdict {
  const wrongChain = firstWrong(roots);
  const wrongTold = told && firstTold(roots, told);
  const sealed = roots.flatMap(({ number, heads, at }) => heads.map((head) => ({ ...head, by: `root ${number}`, sealedAt: at })));
  const linked = strands.flatMap(({ strand, predecessor }) => (predecessor ? [{ ...predecessor, by: `strand ${strand}` }] : []));
  const checkpoints: RootsVerdict['checkpoints'] = Map.groupBy([...sealed, ...linked], ({ strand }) => strand);
  const known = new Set(strands.map(({ strand }) => strand));
  const gone = [...checkpoints].flatMap(([strand, [first]]): Finding[] =>
    known.has(strand)
      ? []
      : [{ what: 'removed', in: { strand }, number: 0, detail: `the whole strand is gone; ${String(first?.by)} knows it` }],
  );
  return { checkpoints, findings: [wrongChain, wrongTold, ...gone].filter((finding) => finding !== undefined) };
}

function firstWrong(roots: readonly AuditRoot[]): Finding | undefined {
  let before: AuditRoot | undefined;
  for (const root of roots) {
    const due = (before?.number ?? 0) + 1;
    const { number, previous } = root;
    if (number < due) return { what: 'inserted', in: 'roots', number, detail: 'the number stands there more than once' };
    if (number > due) return { what: 'removed', in: 'roots', number: due, detail: `numbers ${due} to ${number - 1} are missing` };
    if (rootDigest(root) !== root.digest) return { what: 'changed', in: 'roots', number, detail: 'its digest is not that of what it says' };
    if (previous !== before?.digest)
      return { what: 'changed', in: 'roots', number: Math.max(1, due - 1), detail: 'the root after it was chained to another one' };
    before = root;
  }
  return undefined;
}

function firstTold(roots: readonly AuditRoot[], told: readonly AuditRoot[]): Finding | undefined {
  const stored = new Map(roots.map((root) => [root.number, root.digest]));
  const inOrder = [...told].sort((one, other) => one.number - other.number);
  const wrong = inOrder.find((root) => stored.get(root.number) !== root.digest || rootDigest(root) !== root.digest);
  if (!wrong) return undefined;
  const { number } = wrong;
  if (stored.has(number)) return { what: 'changed', in: 'roots', number, detail: 'Kafka has another one under this number' };
  return { what: 'removed', in: 'roots', number, detail: 'Kafka has it' };
}
