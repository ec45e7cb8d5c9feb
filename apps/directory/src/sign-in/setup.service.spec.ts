import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import { type Audit, type AuditDraft, KeyRing } from '@landbridge/platform';
import type { ClientSession } from 'mongoose';
import type { DirectoryConfig } from '../directory.config.ts';
import type { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import type { OrganisationsService } from '../organisations/organisations.service.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import type { PeopleRepository } from '../people/people.repository.ts';
import type { Person } from '../people/person.schema.ts';
import { codeOf, stepAt } from '../people/totp.ts';
import type { SetupRepository } from './setup.repository.ts';
import { SetupService } from './setup.service.ts';
import type { SetupForm } from './sign-in.bodies.ts';

describe('SetupService', () => {
  const links = new OneTimeLinks(new KeyRing(randomBytes(32)));
  let network: OrganisationState[];
  let people: Person[];
  let printed: string[];
  let recorded: string[];
  let hash: string | undefined;
  beforeEach(() => ((network = []), (people = []), (printed = []), (recorded = []), (hash = undefined)));

  function service(): SetupService {
    const setups = {
      put: (next: string) => Promise.resolve(void (hash = next)),
      takeAway: () => Promise.resolve(void (hash = undefined)),
      isGood: (given: string) => Promise.resolve(given === hash),
      use: (given: string) => Promise.resolve(given === hash && ((hash = undefined), true)),
    };
    const organisations = {
      register: (given: Partial<OrganisationState>) => {
        const made = organisationState(given);
        network.push(made);
        return Promise.resolve(made);
      },
      change: async (
        id: string,
        edit: (before: OrganisationState) => OrganisationState,
        alongside: (session: ClientSession) => Promise<void>,
      ) => {
        network = network.map((each) => (each.id === id ? edit(each) : each));
        await alongside({} as never);
      },
    };
    return new SetupService(
      setups as unknown as SetupRepository,
      {
        isAnybodyHere: () => Promise.resolve(people.length > 0),
        insert: (person: Person) => Promise.resolve(void people.push(person)),
      } as unknown as PeopleRepository,
      organisations as unknown as OrganisationsService,
      { isOneOperating: () => Promise.resolve(network.some(({ operates }) => operates)) } as unknown as OrganisationsRepository,
      links,
      { say: (line: string) => void printed.push(line) },
      { record: (draft: AuditDraft) => Promise.resolve(void recorded.push(draft.action)) } as unknown as Audit,
      { PUBLIC_URL: 'https://directory.example.org' } as DirectoryConfig,
    );
  }

  async function start(): Promise<{ setup: SetupService; token: string }> {
    const setup = service();
    const before = printed.length;
    setup.onApplicationBootstrap();
    for (let turns = 0; turns < 20 && printed.length === before; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    return { setup, token: printed.length > before ? (printed.at(-1) ?? '').slice(-43) : '' };
  }

  const form = (token: string, over: Partial<SetupForm> = {}): SetupForm => {
    const { secret, sealed: factor } = links.newFactor(token);
    return {
      organisation: 'National Rapporteur',
      kind: 'policy',
      country: 'SE',
      regime: 'gdpr',
      name: 'Ana',
      login: 'Ana@Example.org',
      password: 'correct horse battery',
      again: 'correct horse battery',
      code: codeOf(secret, stepAt(new Date())),
      factor,
      ...over,
    };
  };

  it('lets whoever is first of several make one organisation, which operates, with one administrator', async () => {
    const { setup, token } = await start();
    const begun = await Promise.allSettled([1, 2, 3, 4].map(() => setup.begin(token, form(token))));
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    const [person] = people;
    expect(people).toMatchObject([{ login: 'ana@example.org', roles: ['administrator'], status: 'active' }]);
    expect(network).toMatchObject([{ operates: true, people: [{ id: person!._id, roles: ['administrator'] }] }]);
    expect(recorded).toEqual(['network.begun']);
  });

  it('does not use up the link for a choice that is refused', async () => {
    const { setup, token } = await start();
    expect(await setup.begin(token, form(token, { again: 'something else' }))).toHaveProperty('why');
    expect(network).toEqual([]);
    expect(await setup.begin(token, form(token))).toHaveProperty('codes');
  });

  it('prints a new link at each start, and only the newest is good', async () => {
    const [{ token: first }, { setup, token: second }] = [await start(), await start()];
    expect([await setup.isGood(first), await setup.isGood(second)]).toEqual([false, true]);
    expect(printed[1]).toContain(`https://directory.example.org/setup/${second}`);
    await expect(setup.begin(first, form(first))).rejects.toThrow('link-used');
  });

  it.each([
    ['somebody operates the network', () => network.push(organisationState({ operates: true }))],
    ['anybody has been invited', () => people.push({} as Person)],
  ])('prints nothing when %s', async (_title, arrange) => {
    arrange();
    await start();
    expect(printed).toEqual([]);
  });

  it('opens nothing by a link of before somebody came another way, now or after the next start', async () => {
    const { setup, token } = await start();
    network.push(organisationState({ operates: true }));
    await expect(setup.begin(token, form(token))).rejects.toThrow('link-used');
    await start();
    expect(await setup.isGood(token)).toBe(false);
    expect(network).toHaveLength(1);
  });
});
