import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { OidcRecord } from './oidc-record.schema.ts';
import type { OidcRecordsRepository } from './oidc-records.repository.ts';

/** What the provider keeps, in directory's store. Whoever reads the store can use nothing of it: ids are secrets, and only hashed. */
export class StoreAdapter implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly records: OidcRecordsRepository,
    private readonly now: () => Date,
  ) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    const record = await this.records.find(this.key(id));
    return record && { ...payloadOf(record), jti: id };
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const record = await this.records.findSession(uid);
    return record && payloadOf(record);
  }

  findByUserCode = () => Promise.resolve(undefined);

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const record = this.recordOf(id, payload, expiresIn);
    if (this.kind !== 'ReplayDetection') return this.records.put(record);
    if (!(await this.records.insert(record))) throw new errors.InvalidClientAuth('the assertion was used before');
  }

  async consume(id: string): Promise<void> {
    if (!(await this.records.consume(this.key(id), this.now()))) throw new errors.InvalidGrant('it was used a moment ago');
  }

  destroy(id: string): Promise<void> {
    return this.records.delete(this.key(id));
  }

  revokeByGrantId(grant: string): Promise<void> {
    return this.records.deleteOfGrant(grant, this.kind);
  }

  private key(id: string): string {
    return createHash('sha256').update(`${this.kind}:${id}`).digest('base64url');
  }

  private recordOf(id: string, { jti: _jti, ...payload }: AdapterPayload, expiresIn: number | undefined): OidcRecord {
    const { session, uid, accountId } = payload;
    // a sign-in under way knows the cookie of the session it began in, and does not need it
    const kept = { ...payload, ...(isObject(session) && { session: { ...session, cookie: undefined } }) };
    const grant = this.kind === 'Grant' ? id : payload.grantId;
    return {
      _id: this.key(id),
      kind: this.kind,
      payload: JSON.stringify(kept),
      ...(expiresIn !== undefined && { expiresAt: new Date(this.now().getTime() + expiresIn * 1000) }),
      ...(grant !== undefined && { grant }),
      ...(this.kind === 'Session' && uid !== undefined && { uid }),
      ...(accountId !== undefined && { person: accountId }),
    };
  }
}

export function payloadOf({ payload, consumedAt }: OidcRecord): AdapterPayload {
  const parsed: unknown = JSON.parse(payload);
  return { ...(isObject(parsed) ? parsed : {}), ...(consumedAt && { consumed: true }) };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
