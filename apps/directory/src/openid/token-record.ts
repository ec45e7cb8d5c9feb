import { Audit, type AuditDraft, type Refusal, Refusals } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { decodeJwt } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { CredentialsRepository } from '../credentials/credentials.repository.ts';

/** Routes at which clients prove who they are: whoever tries out secrets may do so at each. */
const PROVING = ['token', 'revocation'];
const GRANTS = ['client_credentials', 'authorization_code', 'refresh_token'];

/** Whom a refusal is about. */
type About = Pick<AuditDraft, 'owner' | 'objects'>;

/** Puts on record what came of requests for tokens; that people signed in is on record when they do. */
@Injectable()
export class TokenRecord {
  constructor(
    private readonly audit: Audit,
    private readonly refusals: Refusals,
    private readonly credentials: CredentialsRepository,
  ) {}

  /** What is not on record is not answered. */
  async put(context: KoaContextWithOIDC): Promise<void> {
    if (!PROVING.includes(context.oidc.route)) return;
    try {
      if (context.status === 200) await this.given(context);
      if (context.status >= 400 && context.status < 500) await this.refused(context);
    } catch {
      context.status = 503;
      context.body = { error: 'temporarily_unavailable', error_description: 'It cannot be put on record now; try again.' };
    }
  }

  private async given({ oidc: { route, params, client } }: KoaContextWithOIDC): Promise<void> {
    if (route !== 'token' || params?.['grant_type'] !== 'client_credentials' || !client) return;
    await this.audit.record({ actor: actorOf(client.clientId, String(client['subject'])), action: 'token.given' });
  }

  /** Whoever asked has not proved who it is, and may be anybody who knows a client id. */
  private async refused(context: KoaContextWithOIDC): Promise<void> {
    const { route, params, entities } = context.oidc;
    const grant = GRANTS.find((known) => known === params?.['grant_type']);
    const usedBefore = isConsumed(entities.RefreshToken ?? entities.AuthorizationCode);
    const { owner, objects } = await this.about(context);
    const kind: Refusal = {
      actor: { by: 'nobody' },
      action: `${route}.refused`,
      ...(owner !== undefined && { owner }),
      details: { status: context.status, error: errorIn(context.body), ...(grant && { grant }), ...(usedBefore && { usedBefore }) },
    };
    await this.refusals.record(kind, { objects: objects ?? [] });
  }

  private async about(context: KoaContextWithOIDC): Promise<About> {
    const { account, client } = context.oidc;
    if (account) return { owner: String(account['organisation']), objects: [{ kind: 'people', id: account.accountId }] };
    const id = client?.clientId ?? clientIdIn(context);
    // what nobody knows may be anything, also a secret in the wrong place
    const credential = id === undefined ? undefined : await this.credentials.find(id);
    if (credential) return { owner: credential.organisation, objects: [{ kind: 'credentials', id: credential._id }] };
    return client ? { objects: [{ kind: 'clients', id: client.clientId }] } : {};
  }
}

/** A service or the operator by its name, an organisation by its id. */
function actorOf(client: string, subject: string): AuditDraft['actor'] {
  if (isUUID(subject)) return { by: 'organisation', organisation: subject, client };
  return client === 'operator' ? { by: 'operator', client } : { by: 'service', service: subject, client };
}

/** The client id as it was sent, for clients that may get no tokens any more: these the provider does not know. */
function clientIdIn({ headers, oidc: { params } }: KoaContextWithOIDC): string | undefined {
  const { client_id: plain, client_assertion: assertion } = params ?? {};
  if (typeof plain === 'string') return plain;
  if (typeof assertion === 'string') return subjectOf(assertion);
  const [, basic] = /^Basic ([\w+/=]+)$/i.exec(headers.authorization ?? '') ?? [];
  return basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8').split(':', 1)[0];
}

function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    return undefined;
  }
}

const isConsumed = (token: object | undefined) => token !== undefined && 'consumed' in token && Boolean(token.consumed);

function errorIn(body: unknown): string {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string' ? body.error : 'unknown';
}
