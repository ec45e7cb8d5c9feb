import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import type { Audit, AuditDraft } from '@landbridge/platform';
import type { AgencyProvider } from '../agency-providers/agency-provider.schema.ts';
import type { AgencyProvidersRepository } from '../agency-providers/agency-providers.repository.ts';
import { AnswerRefused, type AuthenticationRequests, type Departure, type Returned } from '../agency-providers/authentication-requests.ts';
import { type Attempts, BY_ADDRESS } from '../attempts/attempts.ts';
import type { Accounts } from '../openid/accounts.ts';
import type { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import type { AgencyAccounts } from '../people/agency-accounts.ts';
import type { PeopleService } from '../people/people.service.ts';
import type { Person } from '../people/person.schema.ts';
import { AgencySignInService, MOST_LEAVING_IN_A_MINUTE } from './agency-sign-in.service.ts';
import { MOST_OF_ONE, SignInsOfPeople, TooManySignIns } from './sign-ins-of-people.ts';

const HERE = '198.51.100.7';

describe('AgencySignInService', () => {
  const organisation = organisationState({ kind: 'police' });
  const provider = { _id: organisation.id, name: 'police-se', issuer: 'https://login.police.example' } as AgencyProvider;
  let person: Person;
  let mayAct: boolean;
  let status: 'active' | 'suspended';
  let tried: number;
  let signIns: SignInsOfPeople;
  const begin = jest.fn((..._asked: Parameters<AuthenticationRequests['begin']>) =>
    Promise.resolve<Departure | undefined>({ url: new URL(provider.issuer), browser: 'x' }),
  );
  const takeBack = jest.fn<() => Promise<Returned | undefined>>();
  const audit = { record: jest.fn((_draft: AuditDraft) => Promise.resolve([])) };

  beforeEach(() => {
    person = { _id: randomUUID(), organisation: organisation.id } as Person;
    [mayAct, status, tried, signIns] = [true, 'active', 0, new SignInsOfPeople()];
    jest.clearAllMocks();
  });

  function service(): AgencySignInService {
    const attempts = {
      begin: () => Promise.resolve((tried += 1) <= BY_ADDRESS.free),
      isOpen: () => Promise.resolve(tried < BY_ADDRESS.free),
    };
    return new AgencySignInService(
      {
        findByName: (name: string) => Promise.resolve(name === provider.name ? provider : undefined),
      } as unknown as AgencyProvidersRepository,
      { begin, takeBack } as unknown as AuthenticationRequests,
      { find: () => Promise.resolve({ ...organisation, status }) } as unknown as OrganisationsRepository,
      { find: (id: string) => Promise.resolve(mayAct ? { person: id } : undefined) } as unknown as Accounts,
      {
        findPerson: (issuer: string, subject: string) =>
          Promise.resolve(issuer === provider.issuer && subject === 'ana' ? person : undefined),
      } as unknown as AgencyAccounts,
      {} as PeopleService,
      attempts as unknown as Attempts,
      signIns,
      audit as unknown as Audit,
    );
  }
  const returned = (over: Partial<Returned> = {}): Returned => ({
    purpose: { signIn: 'x' },
    provider,
    subject: 'ana',
    twoFactors: true,
    methods: ['mfa'],
    ...over,
  });
  const leave = (name = 'police-se', params = {}) => service().leave(name, { uid: 'a-sign-in', params }, HERE);

  it('leads to a provider by its name, however it is typed', async () => {
    expect(await leave(' Police-SE ')).toMatchObject({ browser: 'x' });
    expect(begin).toHaveBeenCalledWith(provider, { signIn: 'a-sign-in' }, false);
  });

  it.each([{ prompt: 'login consent' }, { max_age: 0 }, { max_age: 3600 }])('has people sign in anew there for %j here', async (params) => {
    await leave('police-se', params);
    expect(begin).toHaveBeenCalledWith(provider, { signIn: 'a-sign-in' }, true);
  });

  it('leads nobody to an unknown provider, or to one of a suspended organisation', async () => {
    expect(await leave('police-no')).toBeUndefined();
    status = 'suspended';
    expect(await leave()).toBeUndefined();
    expect(begin).not.toHaveBeenCalled();
  });

  it('leads so many away from an address in a minute, whether there is such a provider or not', async () => {
    const agencies = service();
    const go = (name: string, address: string) => agencies.leave(name, { uid: 'a-sign-in', params: {} }, address);
    for (let i = 0; i < MOST_LEAVING_IN_A_MINUTE - 1; i += 1) await go(`name-${i}`, HERE);
    expect(await go('police-se', HERE)).toBeDefined();
    expect(await go('police-se', HERE)).toBeUndefined();
    expect(await go('police-se', '203.0.113.9')).toBeDefined();
  });

  it('counts nobody as failed who leaves, while the provider is away, or when it tells of one factor', async () => {
    begin.mockResolvedValueOnce(undefined);
    expect(await leave()).toBeUndefined();
    await leave('police-no');
    await leave();
    takeBack.mockRejectedValueOnce(new AnswerRefused(true));
    await service().takeBack(organisation.id, new URLSearchParams(), 'x', HERE);
    await service().prove(returned({ twoFactors: false }), HERE);
    await service().prove(returned(), HERE);
    expect(tried).toBe(0);
  });

  it('counts answers that are refused, and leads nobody away from an address that has brought too many', async () => {
    takeBack.mockRejectedValueOnce(new AnswerRefused(false));
    await service().takeBack(organisation.id, new URLSearchParams(), 'x', HERE);
    await service().prove(returned({ subject: 'ben' }), HERE);
    expect(tried).toBe(2);
    expect(await leave()).toBeDefined();
    tried = BY_ADDRESS.free;
    expect(await leave()).toBeUndefined();
  });

  it('knows somebody who is bound to the account', async () => {
    expect(await service().prove(returned(), HERE)).toBe(person);
    const actor = { by: 'organisation' as const, organisation: organisation.id, person: person._id };
    expect(audit.record).toHaveBeenCalledWith({ actor, action: 'signed-in', details: { by: 'provider' } });
  });

  it('makes somebody wait who signs in too often, and nobody else', async () => {
    for (let time = 0; time < MOST_OF_ONE; time += 1) expect(await service().prove(returned(), HERE)).toBe(person);
    audit.record.mockClear();
    await expect(service().prove(returned(), HERE)).rejects.toBeInstanceOf(TooManySignIns);
    const details = { by: 'provider', why: 'too-many' };
    expect(audit.record.mock.calls).toEqual([[expect.objectContaining({ action: 'sign-in.refused', details })]]);
    person = { ...person, _id: randomUUID() };
    expect(await service().prove(returned(), HERE)).toBe(person);
  });

  it.each<[string, () => Partial<Returned>, Record<string, string>]>([
    ['without a second factor', () => ({ twoFactors: false }), { by: 'provider', why: 'one-factor' }],
    ['who is unknown', () => ({ subject: 'ben' }), { by: 'provider' }],
    ['of another organisation', () => ((person.organisation = randomUUID()), {}), { by: 'provider' }],
    ['who may not act', () => ((mayAct = false), {}), { by: 'provider' }],
  ])('lets in nobody %s, and puts it on record', async (_title, arrange, details) => {
    expect(await service().prove(returned(arrange()), HERE)).toBeUndefined();
    expect(audit.record).toHaveBeenCalledTimes(1);
    expect(audit.record).toHaveBeenCalledWith(expect.objectContaining({ action: 'sign-in.refused', outcome: 'refused', details }));
  });

  it('tells an organisation of answers that were not taken, and nobody of those that nobody asked for', async () => {
    takeBack.mockResolvedValueOnce(undefined);
    expect(await service().takeBack(organisation.id, new URLSearchParams(), undefined, HERE)).toBeUndefined();
    expect(audit.record).not.toHaveBeenCalled();
    takeBack.mockRejectedValueOnce(new AnswerRefused(false));
    expect(await service().takeBack(organisation.id, new URLSearchParams(), 'x', HERE)).toBeUndefined();
    expect(audit.record).toHaveBeenCalledWith(
      expect.objectContaining({ owner: organisation.id, details: { by: 'provider', why: 'answer' } }),
    );
  });
});
