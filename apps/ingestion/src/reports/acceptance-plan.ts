import { randomUUID } from 'node:crypto';
import type { Submission } from './submission.ts';

/** What became of one submission. */
export type Outcome =
  | { readonly kind: 'accepted'; readonly id: string; readonly revision: 1 }
  /** The same content under the same external ids is held, or was before it was revised or taken back. */
  | { readonly kind: 'alreadyHeld'; readonly id: string; readonly revision: number }
  /** Its external ids stand for other reports, or for another content. */
  | { readonly kind: 'clash'; readonly ids: readonly string[]; readonly withdrawn: boolean };

export type Planned =
  Exclude<Outcome, { kind: 'accepted' }> | (Extract<Outcome, { kind: 'accepted' }> & { readonly submission: Submission });

interface State {
  readonly state: 'held' | 'withdrawn';
  readonly revision: number;
  readonly digest?: string;
}

/**
 * Decides which submissions are new. Of several with the same external id the first is; the others are held already or clash with it.
 * @param holders the report that each identity stands for in the store
 * @param states those reports
 * @param hadContent whether an earlier revision of a report had this content
 */
export async function planAcceptance(
  submissions: readonly Submission[],
  holders: ReadonlyMap<string, string>,
  states: ReadonlyMap<string, State>,
  hadContent: (report: string, revision: number, digest: string) => Promise<boolean>,
): Promise<Planned[]> {
  const known = new Map(holders);
  const stateOf = new Map(states);
  const planned: Planned[] = [];
  for (const submission of submissions) {
    const ids = [...new Set(submission.identities.flatMap((identity) => known.get(identity) ?? []))];
    const [id] = ids;
    if (id === undefined) {
      const accepted = { kind: 'accepted', id: randomUUID(), revision: 1, submission } as const;
      for (const identity of submission.identities) known.set(identity, accepted.id);
      stateOf.set(accepted.id, { state: 'held', revision: 1, digest: submission.digest });
      planned.push(accepted);
      continue;
    }
    const { revision = 1, digest, state = 'held' } = stateOf.get(id) ?? {};
    const same = ids.length === 1 && (digest === submission.digest || (await hadContent(id, revision, submission.digest)));
    planned.push(same ? { kind: 'alreadyHeld', id, revision } : { kind: 'clash', ids, withdrawn: state === 'withdrawn' });
  }
  return planned;
}
