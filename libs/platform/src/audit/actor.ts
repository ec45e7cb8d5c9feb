import type { AuditActor } from '@landbridge/contracts';
import type { MemberReader } from '@landbridge/sharing';
import type { FastifyRequest } from 'fastify';
import { type Caller, callerIn } from '../identity/caller.ts';
import type { TokenClaims } from '../identity/token-verifier.ts';

const NOBODY: AuditActor = { by: 'nobody' };

const claimsIn = new WeakMap<object, TokenClaims>();

/** Only the guard says so, of a token that it has verified: whoever is refused after that is known all the same. */
export function rememberClaims(request: FastifyRequest, claims: TokenClaims): void {
  claimsIn.set(request, claims);
}

/** Who makes a request, as far as that was verified. */
export function actorIn(request: FastifyRequest): AuditActor {
  const caller = callerIn(request);
  if (caller) return actorOf(caller);
  const claims = claimsIn.get(request);
  if (!claims) return NOBODY;
  const { subject, clientId: client, scopes, organisation } = claims;
  if (organisation !== undefined) return { by: 'organisation', organisation, person: subject, client };
  if (scopes.includes('operator')) return { by: 'operator', client };
  if (scopes.includes('service')) return { by: 'service', service: subject, client };
  return { by: 'organisation', organisation: subject, client };
}

export function actorOf(caller: Caller): AuditActor {
  const { clientId: client } = caller;
  switch (caller.kind) {
    case 'organisation': {
      const { id: organisation, kind, country } = caller.organisation;
      return { by: 'organisation', organisation, kind, country, ...personIn(caller), client };
    }
    case 'service':
      return { by: 'service', service: caller.name, client };
    case 'operator':
      return { by: 'operator', ...(caller.organisation && { organisation: caller.organisation.id }), ...personIn(caller), client };
  }
}

const personIn = ({ person }: { person?: { id: string } }) => (person ? { person: person.id } : {});

/** An organisation that reads. */
export function actorOfReader({ organisation, kind, country, person }: MemberReader): AuditActor {
  return { by: 'organisation', organisation, kind, country, ...(person !== undefined && { person }) };
}
