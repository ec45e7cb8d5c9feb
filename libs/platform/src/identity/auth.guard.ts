import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { OrganisationState, PersonState } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import type { MemberReader } from '@landbridge/sharing';
import type { FastifyRequest } from 'fastify';
import { rememberClaims } from '../audit/actor.ts';
import { Problem } from '../problem.ts';
import { type Caller, PUBLIC_ROUTE, rememberCaller, REQUIRED_SCOPE, type Scope } from './caller.ts';
import { Readers } from './readers.ts';
import { scopesOf } from './scopes-of-role.ts';
import { notAuthenticated, type TokenClaims, TokenVerifier } from './token-verifier.ts';

const NEWCOMER_WAIT_MS = 2_000;
/** Whoever got a token may be newer to the network than what an instance knows, for this long. */
const YOUNG_MS = 10_000;

/** Lets through who holds a good token of the network with the scope that the route asks for. A route that asks for none is closed. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
    private readonly policy: PolicyContext,
    private readonly readers: Readers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const claims = await this.tokens.verify(bearerToken(request));
    rememberClaims(request, claims);
    const caller = await this.identify(claims);
    const scopes = this.reflector.getAllAndOverride<Scope[] | undefined>(REQUIRED_SCOPE, targets) ?? [];
    if (!scopes.some((scope) => caller.scopes.includes(scope)))
      throw new Problem({
        type: 'scope-missing',
        status: 403,
        title: 'Not allowed',
        detail: `This needs a token with the scope ${scopes.join(' or ') || 'of a route that is not open yet'}.`,
      });
    rememberCaller(request, caller);
    return true;
  }

  private async identify(claims: TokenClaims): Promise<Caller> {
    if (claims.organisation !== undefined) return this.personCaller(claims, claims.organisation);
    const holder = { clientId: claims.clientId, scopes: claims.scopes };
    if (claims.scopes.includes('operator')) return { ...holder, kind: 'operator' };
    if (claims.scopes.includes('service')) return { ...holder, kind: 'service', name: claims.subject };
    const organisation = await this.organisationOf(claims, claims.subject);
    return { ...holder, kind: 'organisation', organisation, reader: this.readerOf(organisation) };
  }

  /** What a token cannot know, the policy context says at each request: whether the person is still there, and in which roles. */
  private async personCaller(claims: TokenClaims, id: string): Promise<Caller> {
    const organisation = await this.organisationOf(claims, id, ({ people }) => people.some((each) => each.id === claims.subject));
    const person = organisation.people.find((each) => each.id === claims.subject);
    if (!person) throw notAuthenticated('Whoever this token was given to no longer acts for the organisation.');
    const allowed: readonly string[] = scopesOf(person, organisation);
    const { clientId, session } = claims;
    const holder = {
      clientId,
      scopes: claims.scopes.filter((scope) => allowed.includes(scope)),
      ...(session !== undefined && { session }),
    };
    const reader = this.readerOf(organisation, person);
    if (holder.scopes.includes('operator')) return { ...holder, kind: 'operator', person, organisation };
    return { ...holder, kind: 'organisation', organisation, reader, person };
  }

  private readerOf(organisation: OrganisationState, person?: PersonState): MemberReader {
    const reader = this.readers.of(organisation, person?.id);
    if (reader.organisation === undefined) throw suspended();
    return reader;
  }

  private async organisationOf(
    { clientId, session, issuedAt }: TokenClaims,
    id: string,
    isKnownWell: (organisation: OrganisationState) => boolean = () => true,
  ): Promise<OrganisationState> {
    const known = this.policy.organisation(id);
    const isYoung = Date.now() - issuedAt.getTime() < YOUNG_MS;
    const mayCome = known === undefined || (isYoung && !isKnownWell(known));
    const organisation = mayCome ? ((await this.organisationSoon(id, isKnownWell)) ?? known) : known;
    if (!organisation)
      throw new Problem({
        type: 'unknown-organisation',
        status: 403,
        title: 'Not allowed',
        detail: 'The organisation of this token is not known here.',
      });
    const { revokedCredentials } = organisation;
    if (revokedCredentials.includes(clientId)) throw notAuthenticated('This credential has been revoked; use another one.');
    if (session !== undefined && revokedCredentials.includes(session)) throw notAuthenticated('This session has ended; sign in again.');
    return organisation;
  }

  /** The token may be younger than what this instance knows of the network; other changes may come before the one that is missing. */
  private async organisationSoon(id: string, isKnownWell: (organisation: OrganisationState) => boolean) {
    const until = performance.now() + NEWCOMER_WAIT_MS;
    while (await this.policy.waitFor(this.policy.sequence() + 1, until - performance.now())) {
      const organisation = this.policy.organisation(id);
      if (organisation && isKnownWell(organisation)) return organisation;
    }
    return undefined;
  }
}

function suspended(): Problem {
  return new Problem({
    type: 'suspended',
    status: 403,
    title: 'Not allowed',
    detail: 'The organisation is suspended; ask the operator of the network.',
  });
}

function bearerToken(request: FastifyRequest): string {
  const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw notAuthenticated('Send an access token of this network: Authorization: Bearer …');
  return token;
}
