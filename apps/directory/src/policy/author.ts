import type { AuditDraft, Caller } from '@landbridge/platform';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';

/** Who made a change: an organisation by a machine or a person of its, the operator, or directory by itself. */
export class Author {
  @IsIn(['organisation', 'operator', 'directory']) kind: 'organisation' | 'operator' | 'directory';
  @IsOptional() @IsUUID() organisation?: string;
  @IsOptional() @IsUUID() person?: string;
  /** The credential, by its client id. */
  @IsOptional() @IsString() clientId?: string;
}

export const DIRECTORY: Author = { kind: 'directory' };

export function authorOf(caller: Caller): Author {
  const { clientId } = caller;
  if (caller.kind === 'operator') return { kind: 'operator', ...(caller.person && { person: caller.person.id }), clientId };
  if (caller.kind === 'service') return DIRECTORY;
  const { organisation, person } = caller;
  return { kind: 'organisation', organisation: organisation.id, ...(person && { person: person.id }), clientId };
}

/** The same in the audit. */
export function actorOfAuthor({ kind, organisation, person, clientId: client }: Author): AuditDraft['actor'] {
  if (kind === 'directory') return { by: 'service', service: kind };
  return { by: kind, ...(organisation && { organisation }), ...(person && { person }), ...(client && { client }) };
}
