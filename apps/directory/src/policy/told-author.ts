import type { Caller } from '@landbridge/platform';
import { isSelfOrOperator } from '../self-or-operator.ts';
import type { Author } from './author.ts';

/** Who made a change, as somebody is told who reads of it: its own people and machines, and of others the organisation only. */
export function toldAuthor({ kind, organisation, person, clientId }: Author, caller: Caller): Author {
  const isOwn = organisation === undefined ? caller.kind === 'operator' : isSelfOrOperator(caller, organisation);
  return {
    kind,
    ...(organisation !== undefined && { organisation }),
    ...(isOwn && person !== undefined && { person }),
    ...(isOwn && clientId !== undefined && { clientId }),
  };
}
