import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { OrganisationState, PersonState } from '@landbridge/contracts';
import type { MemberReader } from '@landbridge/sharing';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem.ts';

/** What a token may open. */
export const SCOPES = [
  'reports:read',
  'reports:write',
  'trends:read',
  'trends:assess',
  'modus-operandi:write',
  'subscriptions',
  'directory:read',
  'directory:write',
  'audit:read',
  'operator',
  'service',
] as const;
export type Scope = (typeof SCOPES)[number];

interface Holder {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** The session of the person who calls. */
  readonly session?: string;
}

/** Who makes a request: an organisation of the network, by a machine or a person of its, one of the network's services, or the operator. */
export type Caller =
  | (Holder & {
      readonly kind: 'organisation';
      readonly organisation: OrganisationState;
      readonly reader: MemberReader;
      readonly person?: PersonState;
    })
  | (Holder & { readonly kind: 'service'; readonly name: string })
  | (Holder & {
      readonly kind: 'operator';
      /** Who operates; absent where a tool does. */
      readonly person?: PersonState;
      readonly organisation?: OrganisationState;
    });

export type OrganisationCaller = Extract<Caller, { kind: 'organisation' }>;

/** The assessing team: organisations that assess, by a person with the role of an assessor or by a machine of theirs. */
export function isOfAssessingTeam(caller: Caller): caller is OrganisationCaller {
  return caller.kind === 'organisation' && caller.organisation.assessing && (caller.person?.roles.includes('assessor') ?? true);
}

const callers = new WeakMap<object, Caller>();

/** Only the guard says who calls. */
export function rememberCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** The caller of a request that the guard let through. */
export function callerIn(request: FastifyRequest): Caller | undefined {
  return callers.get(request);
}

function callerOf(context: ExecutionContext): Caller {
  const caller = callerIn(context.switchToHttp().getRequest<FastifyRequest>());
  if (!caller)
    throw new Problem({ type: 'not-authenticated', status: 401, title: 'Who is asking?', detail: 'Send an access token of this network.' });
  return caller;
}

/** The caller, whoever it is. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) => callerOf(context));

/** The caller as an organisation; services and the operator are refused. */
export const CurrentOrganisation = createParamDecorator((_: unknown, context: ExecutionContext): OrganisationCaller => {
  const caller = callerOf(context);
  if (caller.kind !== 'organisation')
    throw new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail: 'Only organisations of the network do this.' });
  return caller;
});

export const PUBLIC_ROUTE = 'landbridge:public';
/** Nobody needs a token for this route. */
export const Public = () => SetMetadata(PUBLIC_ROUTE, true);

export const REQUIRED_SCOPE = 'landbridge:scope';
/** The token must hold this scope. Every route that is not public needs one. */
export const RequireScope = (...anyOf: Scope[]) => SetMetadata(REQUIRED_SCOPE, anyOf);
