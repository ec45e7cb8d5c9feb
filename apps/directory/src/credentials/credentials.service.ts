import { randomBytes } from 'node:crypto';
import { Problem, StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { Author } from '../policy/author.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { hashSecret, newClientSecret } from './client-secret.ts';
import type { NewCredential, WantedCredential } from './credential.bodies.ts';
import type { Credential } from './credential.schema.ts';
import { CredentialsRepository } from './credentials.repository.ts';
import { publicKeyOf } from './public-key.ts';

/** Enough to replace one everywhere while the old one still works. */
const VALID_AT_ONCE = 20;
const DAY_MS = 24 * 3600_000;
/** Tokens live 10 minutes; the network is told of a revoked credential for much longer. */
const REMEMBERED_MS = DAY_MS;
/** What the network must be told of revoked credentials is bounded by how many there were to revoke. */
const MADE_IN_A_DAY = 100;

@Injectable()
export class CredentialsService {
  constructor(
    private readonly credentials: CredentialsRepository,
    private readonly organisations: OrganisationsService,
    private readonly clock: StoreClock,
  ) {}

  /** @returns the client id and, unless it comes with a key, its secret, which nobody can ask for again */
  async issue(organisation: string, { publicKey, scopes }: WantedCredential = {}): Promise<NewCredential> {
    const key = publicKey && publicKeyOf(publicKey);
    await this.organisations.get(organisation);
    const [all, now] = [await this.credentials.findOfOrganisation(organisation), await this.clock.now()];
    requireFewMade(all, now);
    if (all.filter(({ revokedAt }) => !revokedAt).length >= VALID_AT_ONCE)
      throw new Problem({
        type: 'too-many-credentials',
        status: 409,
        title: 'Too many credentials',
        detail: `An organisation has at most ${VALID_AT_ONCE} valid ones; revoke those that are not used.`,
      });
    const clientId = `org-${randomBytes(12).toString('hex')}`;
    const clientSecret = newClientSecret();
    await this.credentials.insert({
      _id: clientId,
      organisation,
      ...(key ? { publicKey: key } : { secretHash: hashSecret(clientSecret) }),
      ...(scopes && { scopes }),
      createdAt: now,
    });
    return key ? { clientId } : { clientId, clientSecret };
  }

  async list(organisation: string): Promise<Credential[]> {
    await this.organisations.get(organisation);
    return this.credentials.findOfOrganisation(organisation);
  }

  /** No token is given for it from now on, and tokens that it already got count no more as soon as the network knows. */
  async revoke(organisation: string, clientId: string, by: Author): Promise<void> {
    const all = await this.list(organisation);
    const credential = all.find(({ _id }) => _id === clientId);
    if (!credential)
      throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'The organisation has no such credential.' });
    if (credential.revokedAt) return;
    const now = await this.clock.now();
    const forgotten = all.filter(({ revokedAt }) => revokedAt && revokedAt.getTime() < now.getTime() - REMEMBERED_MS).map(({ _id }) => _id);
    await this.organisations.change(
      organisation,
      (before) => ({
        ...before,
        revokedCredentials: [...new Set([...before.revokedCredentials.filter((id) => !forgotten.includes(id)), clientId])],
      }),
      (session) => this.credentials.revoke(clientId, now, session),
      by,
    );
  }
}

/** @throws Problem 429 */
function requireFewMade(all: readonly Credential[], now: Date): void {
  const made = all.map(({ createdAt }) => createdAt.getTime() + DAY_MS - now.getTime()).filter((wait) => wait > 0);
  if (made.length < MADE_IN_A_DAY) return;
  throw new Problem({
    type: 'too-many-credentials',
    status: 429,
    title: 'Too many credentials',
    detail: `An organisation makes at most ${MADE_IN_A_DAY} in a day; go on with those that are valid, or make another one later.`,
    headers: { 'retry-after': String(Math.ceil(Math.min(...made) / 1000)) },
  });
}
