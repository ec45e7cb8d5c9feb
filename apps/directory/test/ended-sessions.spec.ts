import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getModelToken } from '@nestjs/mongoose';
import { decodeJwt } from 'jose';
import type { Model } from 'mongoose';
import { EndedSession } from '../src/openid/ended-session.schema.ts';
import { OidcRecordsRepository } from '../src/openid/oidc-records.repository.ts';
import { MOST_OF_ONE, SignInsOfPeople } from '../src/sign-in/sign-ins-of-people.ts';
import { stepAt } from '../src/people/totp.ts';
import { type Factors, Program, signIn, signInOn, type Tokens } from './browser.ts';
import { PeopleNetwork } from './people-network.ts';

const SCOPE = 'directory:read directory:write';

describe('sessions that follow each other', () => {
  let network: PeopleNetwork;
  beforeAll(async () => void (network = await PeopleNetwork.start()));
  afterAll(() => network.stop());

  const signedIn = (person: Factors, away = 0) =>
    signIn(network.directory.url, network.newBrowser(), person, SCOPE, stepAt(new Date()) + away);
  const endOne = async ({ access_token: token }: Tokens) => {
    const sid = String(decodeJwt(token)['sid']);
    expect((await network.directory.call(token, 'DELETE', `/v1/people/me/sessions/${sid}`)).status).toBe(204);
    return sid;
  };
  /** What services are told of an organisation. */
  const toldOf = async (organisation: string) => {
    const service = await network.directory.token('ingestion', 'service');
    const { body } = await network.directory.call(service, 'GET', '/v1/policy/state');
    const records = body['records'] as { state: { id: string; revokedCredentials?: string[] } }[];
    return records.find(({ state }) => state.id === organisation)?.state.revokedCredentials ?? [];
  };

  it('are begun so often in an hour, and then the page says to wait', async () => {
    const person = await network.somebody(['reader']);
    for (let time = 0; time < MOST_OF_ONE; time += 1) network.directory.app.get(SignInsOfPeople).admit(person.id);
    const browser = network.newBrowser();
    const { at } = await browser.follow(new Program(network.directory.url).authorizeUrl(SCOPE));
    const page = await signInOn(browser, at, person);
    expect([page.status, page.text.includes('Wait up to an hour')]).toEqual([429, true]);
  });

  it('stay ended when a request that was under way writes them once more', async () => {
    const person = await network.somebody(['reader']);
    const browser = network.newBrowser();
    const tokens = await signIn(network.directory.url, browser, person, SCOPE);
    const records = network.directory.app.get(OidcRecordsRepository);
    const written = await records.findSessionsOf([person.id], new Date());
    await endOne(tokens);
    for (const record of written) await records.put(record);
    expect((await browser.follow(new Program(network.directory.url).authorizeUrl(SCOPE))).text).toContain('name="password"');
    const { access_token: token } = await signIn(network.directory.url, browser, person, SCOPE, stepAt(new Date()) + 1);
    expect((await network.directory.call(token, 'GET', '/v1/people/me')).status).toBe(200);
  });

  it('are told to the network, once ended, for as long as tokens of theirs may live', async () => {
    const person = await network.somebody(['reader']);
    const { organisation } = person;
    const other = await network.somebody(['reader'], organisation);
    const [first, second, third] = [await signedIn(person), await signedIn(person, 1), await signedIn(other)];
    const [early, late] = [await endOne(first), await endOne(second)];
    expect(await toldOf(organisation)).toEqual(expect.arrayContaining([early, late]));
    const ended = network.directory.app.get<Model<EndedSession>>(getModelToken(EndedSession.name));
    const endedBefore = (_id: string, minutes: number) => ended.updateOne({ _id }, { endedAt: new Date(Date.now() - minutes * 60_000) });
    await endedBefore(early, 22);
    await endedBefore(late, 20);
    const last = await endOne(third);
    const told = await toldOf(organisation);
    expect(told).toEqual(expect.arrayContaining([late, last]));
    expect(told).not.toContain(early);
  });
});
