import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import { type Audit, type AuditDraft, KeyRing, type Refusals } from '@landbridge/platform';
import { Logger } from '@nestjs/common';
import type { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import type { PeopleRepository } from '../people/people.repository.ts';
import type { Person } from '../people/person.schema.ts';
import { codeOf, stepAt } from '../people/totp.ts';
import type { Attempt } from '../attempts/attempt.schema.ts';
import type { AttemptsRepository } from '../attempts/attempts.repository.ts';
import { Attempts, BY_ADDRESS, BY_NAME } from '../attempts/attempts.ts';
import { KnownDevices } from './known-devices.ts';
import { SignInService } from './sign-in.service.ts';
import { MOST_OF_ONE, SignInsOfPeople, TooManySignIns } from './sign-ins-of-people.ts';

const PASSWORD = 'correct horse battery';
const HERE = { address: '198.51.100.7' };
const organisation = organisationState();

/** As the store does it: a write counts only on what was read. */
class CountedAttempts {
  readonly all = new Map<string, Attempt>();
  find = (id: string) => Promise.resolve(this.all.get(id));
  forget = (id: string) => Promise.resolve(void this.all.delete(id));
  takeBack(id: string): Promise<void> {
    const attempt = this.all.get(id);
    if (attempt) this.all.set(id, { ...attempt, failures: attempt.failures - 1 });
    return Promise.resolve();
  }
  replace(next: Attempt, failuresBefore: number) {
    if ((this.all.get(next._id)?.failures ?? 0) !== failuresBefore) return Promise.resolve(false);
    this.all.set(next._id, next);
    return Promise.resolve(true);
  }
}

describe('SignInService', () => {
  const keys = new KeyRing(randomBytes(32));
  const links = new OneTimeLinks(keys);
  const { token } = links.newToken();
  const { secret, sealed: factor } = links.newFactor(token);
  let person: Person;
  let codes: string[];
  let counted: CountedAttempts;
  let signIns: SignInsOfPeople;
  const audit = { record: jest.fn((_draft: AuditDraft) => Promise.resolve([])) };
  const refusals = { record: jest.fn((..._refused: Parameters<Refusals['record']>) => Promise.resolve()) };
  /** Attempts at which password and code were looked at: each is on record. */
  const looked = () => audit.record.mock.calls.length;

  beforeAll(() => void Logger.overrideLogger(false));

  beforeEach(async () => {
    const before = new Date(Date.now() - 60_000);
    const chosen = { password: PASSWORD, again: PASSWORD, code: codeOf(secret, stepAt(before)), factor };
    const taken = await links.take(token, { id: 'a-person', login: 'ana' }, chosen, before);
    if ('why' in taken) throw new Error(taken.why);
    person = {
      _id: 'a-person',
      organisation: organisation.id,
      name: 'Ana',
      login: 'ana',
      roles: ['reader'],
      status: 'active',
      createdAt: before,
      ...taken.proofs,
    };
    codes = taken.codes;
    [counted, signIns] = [new CountedAttempts(), new SignInsOfPeople()];
    audit.record.mockClear();
    refusals.record.mockClear();
  });

  function service(ring = keys): SignInService {
    const people = {
      findByLogin: (login: string) => {
        return Promise.resolve(login === person.login ? person : undefined);
      },
      useStep: (_id: string, step: number) => Promise.resolve(step > (person.secondFactor?.lastStep ?? 0)),
      useRecoveryCode: (_id: string, hash: string) => Promise.resolve(person.recovery.includes(hash)),
    };
    const organisations = { find: () => Promise.resolve(organisation) };
    return new SignInService(
      people as unknown as PeopleRepository,
      organisations as unknown as OrganisationsRepository,
      new OneTimeLinks(ring),
      new Attempts(counted as unknown as AttemptsRepository, ring),
      new KnownDevices(ring),
      signIns,
      audit as unknown as Audit,
      refusals as unknown as Refusals,
    );
  }
  const good = () => ({ login: ' Ana ', password: PASSWORD, code: codeOf(secret, stepAt(new Date())) });

  it('knows somebody by name, password and code, however the name is typed', async () => {
    expect(await service().prove(good(), HERE)).toBe(person);
    expect([...counted.all.values()].map(({ failures }) => failures)).toEqual([0]);
    expect(audit.record).toHaveBeenCalledWith({
      actor: { by: 'organisation', organisation: person.organisation, person: person._id },
      action: 'signed-in',
      details: { by: 'password' },
    });
  });

  it('makes somebody wait who signs in too often, and puts that on record', async () => {
    for (let time = 0; time < MOST_OF_ONE; time += 1) expect(signIns.admit(person._id)).toBe(true);
    await expect(service().prove(good(), HERE)).rejects.toBeInstanceOf(TooManySignIns);
    expect([...counted.all.values()].map(({ failures }) => failures)).toEqual([0]);
    const details = { by: 'password', why: 'too-many' };
    expect(audit.record.mock.calls).toEqual([[expect.objectContaining({ action: 'sign-in.refused', details })]]);
  });

  it('puts a refusal on record, with whom it was about where there is such a person', async () => {
    await service().prove({ ...good(), password: 'something else' }, HERE);
    await service().prove({ ...good(), login: 'nobody' }, HERE);
    const refused = { actor: { by: 'nobody' }, action: 'sign-in.refused', outcome: 'refused', details: { by: 'password' } };
    expect(audit.record.mock.calls).toEqual([
      [{ ...refused, objects: [{ kind: 'people', id: person._id }], owner: person.organisation }],
      [refused],
    ]);
  });

  it.each<[string, () => void]>([
    ['who has not joined yet', () => (person.status = 'invited')],
    ['without a second factor', () => delete person.secondFactor],
    ['without a password', () => delete person.password],
    ['whose code was used', () => (person.secondFactor = { sealed: '', ...person.secondFactor, lastStep: stepAt(new Date()) + 2 })],
  ])('lets in nobody %s', async (_title, arrange) => {
    arrange();
    expect(await service().prove(good(), HERE)).toBeUndefined();
  });

  it('looks at no more attempts when they come at once than one by one', async () => {
    const attempt = () => service().prove({ ...good(), password: 'something else' }, HERE);
    await Promise.all(Array.from({ length: 15 }, attempt));
    expect(looked()).toBeLessThanOrEqual(BY_NAME.free);
    expect(looked()).toBeGreaterThan(0);
    for (let i = 0; i < BY_NAME.free; i += 1) await attempt();
    expect(looked()).toBe(BY_NAME.free);
    expect(await service().prove(good(), HERE)).toBeUndefined();
    expect(looked()).toBe(BY_NAME.free);
  });

  it('lets the owner of a name in by a browser that is known, however often others have tried', async () => {
    const devices = new KnownDevices(keys);
    const known = { ...HERE, device: devices.newFor('ana') };
    for (let i = 0; i < BY_NAME.free; i += 1) await service().prove({ ...good(), password: 'something else' }, { address: `192.0.2.${i}` });
    expect(await service().prove(good(), { address: '192.0.2.99' })).toBeUndefined();
    expect(await service().prove(good(), known)).toBe(person);
  });

  it.each<[string, (devices: KnownDevices) => string]>([
    ['made for another name', (devices) => devices.newFor('ben')],
    ['of another network', () => new KnownDevices(new KeyRing(randomBytes(32))).newFor('ana')],
    ['that is none', () => 'x'.repeat(60)],
  ])('counts a cookie %s as none', async (_title, cookie) => {
    const device = cookie(new KnownDevices(keys));
    for (let i = 0; i < BY_NAME.free; i += 1) await service().prove({ ...good(), password: 'something else' }, { ...HERE, device });
    expect(await service().prove(good(), { ...HERE, device })).toBeUndefined();
    expect(counted.all.size).toBe(2);
  });

  it('makes a known browser wait that tries out', async () => {
    const known = { ...HERE, device: new KnownDevices(keys).newFor('ana') };
    for (let i = 0; i < BY_NAME.free; i += 1) await service().prove({ ...good(), password: 'something else' }, known);
    expect(await service().prove(good(), known)).toBeUndefined();
    expect(looked()).toBe(BY_NAME.free);
  });

  it('puts on record that somebody came too early, for the organisation of whom it was about, where there is such a person', async () => {
    const early = (login: string) => Array.from({ length: BY_NAME.free + 1 }, () => ({ ...good(), login, password: 'guess' }));
    for (const attempt of [...early('ana'), ...early('nobody')]) await service().prove(attempt, HERE);
    await new Promise(setImmediate);
    const kind = { actor: { by: 'nobody' }, action: 'sign-in.refused', details: { by: 'password', why: 'too-early' } };
    expect(refusals.record.mock.calls).toEqual([
      [{ ...kind, owner: person.organisation }, { objects: [{ kind: 'people', id: person._id }] }],
      [kind, { objects: [] }],
    ]);
  });

  it('stops an address that tries out many names', async () => {
    for (let i = 0; i < BY_ADDRESS.free + 5; i += 1) await service().prove({ ...good(), login: `name-${i}` }, HERE);
    expect(looked()).toBe(BY_ADDRESS.free);
    expect(await service().prove(good(), { address: '203.0.113.9' })).toBe(person);
  }, 60_000);

  it('still takes recovery codes when the people’s key was replaced', async () => {
    const other = service(new KeyRing(randomBytes(32)));
    expect(await other.prove(good(), HERE)).toBeUndefined();
    expect(await other.prove({ ...good(), code: codes[0]! }, HERE)).toBe(person);
  });
});
