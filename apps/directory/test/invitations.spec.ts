import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BY_INVITER } from '../src/attempts/attempts.ts';
import { codeNow, offeredFactor, offeredSecret, signIn } from './browser.ts';
import { ALL_SCOPES, PASSWORD, PeopleNetwork } from './people-network.ts';

describe('an invitation', () => {
  let network: PeopleNetwork;
  beforeAll(async () => {
    network = await PeopleNetwork.start();
  });
  afterAll(() => network.stop());

  const stored = async (id: string) => {
    const { body } = await network.directory.call(await network.directory.token('ingestion', 'service'), 'GET', '/v1/policy/state?after=0');
    const records = body['records'] as { state: { id: string; people: unknown; revokedCredentials: string[] } }[];
    return records.find(({ state }) => state.id === id)!.state;
  };

  it('lets somebody in once, by a password and a second factor that are chosen there', async () => {
    const organisation = await network.register();
    const { status, headers, id, link, login } = await network.invite(organisation, ['analyst']);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await stored(organisation)).toMatchObject({ people: [] });
    const { recovery } = await network.join(link, login);
    expect(recovery).toHaveLength(10);
    expect(await stored(organisation)).toMatchObject({ people: [{ id, roles: ['analyst'] }] });
    expect((await network.newBrowser().open(link)).status).toBe(404);
    expect((await network.newBrowser().open(link, { password: PASSWORD, again: PASSWORD, code: '000000', factor: 'x' })).status).toBe(404);
  });

  it('is used once, however many use it at the same time', async () => {
    const { link } = await network.invite(await network.register(), ['reader']);
    const { text } = await network.newBrowser().open(link);
    const secret = offeredSecret(text);
    const form = { password: PASSWORD, again: PASSWORD, code: codeNow(secret), factor: offeredFactor(text) };
    const pages = await Promise.all(Array.from({ length: 5 }, () => network.newBrowser().open(link, form)));
    expect(pages.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
  });

  it.each([
    ['a weak password', { password: 'short', again: 'short' }, 'characters at least'],
    ['two passwords', { again: 'correct horse battery stapler' }, 'differ'],
    ['a wrong code', { code: '000000' }, 'authenticator'],
  ])('takes no %s, and can be tried again', async (_title, over, why) => {
    const { link, login } = await network.invite(await network.register(), ['reader']);
    const { text } = await network.newBrowser().open(link);
    const secret = offeredSecret(text);
    const refused = await network.newBrowser().open(link, {
      password: PASSWORD,
      again: PASSWORD,
      code: codeNow(secret),
      factor: offeredFactor(text),
      ...over,
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain(why);
    await network.join(link, login);
  });

  it('says when it was opened before, and offers who opens it another second factor than was seen then', async () => {
    const { link, login } = await network.invite(await network.register(), ['reader']);
    const first = (await network.newBrowser().open(link)).text;
    expect(first).not.toContain('opened before');
    const second = await network.newBrowser().open(link);
    expect(second.text).toMatch(/opened before, first at \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
    const form = { password: PASSWORD, again: PASSWORD, factor: offeredFactor(second.text) };
    expect((await network.newBrowser().open(link, { ...form, code: codeNow(offeredSecret(first)) })).status).toBe(400);
    await network.join(link, login);
  });

  it('tells no service a name', async () => {
    const { organisation } = await network.somebody(['reader']);
    const records = await network.directory.published((all) =>
      all.some(({ key, state }) => key === organisation && (state['people'] as unknown[]).length === 1),
    );
    expect(JSON.stringify(records)).not.toMatch(/Popescu|example\.org/i);
  });

  it('is an administrator’s or the operator’s to make, not a machine’s or anybody else’s', async () => {
    const administrator = await network.somebody(['administrator']);
    const reader = await network.somebody(['reader'], administrator.organisation);
    const tokens = await signIn(network.directory.url, network.newBrowser(), administrator, ALL_SCOPES);
    expect((await network.invite(administrator.organisation, ['analyst'], tokens.access_token)).status).toBe(201);
    expect((await network.invite(await network.register(), ['analyst'], tokens.access_token)).status).toBe(403);
    const readers = await signIn(network.directory.url, network.newBrowser(), reader, ALL_SCOPES);
    expect((await network.invite(administrator.organisation, ['analyst'], readers.access_token)).status).toBe(403);
    const { body } = await network.ask('POST', `/v1/organisations/${administrator.organisation}/credentials`);
    const machine = await network.directory.token(String(body['clientId']), 'directory:write', String(body['clientSecret']));
    expect((await network.invite(administrator.organisation, ['administrator'], machine)).status).toBe(403);
  });

  it.each([
    ['no name', { name: '' }],
    ['no role', { roles: [] }],
    ['a role that is none', { roles: ['operator'] }],
    ['a sign-in name with spaces', { login: 'ana popescu' }],
    ['an operator of the store', { login: { $gt: '' } }],
    ['a status', { status: 'active' }],
  ])('has not %s', async (_title, over) => {
    const body = { name: 'Ana', login: 'ana@example.org', roles: ['reader'], ...over };
    expect((await network.ask('POST', `/v1/organisations/${await network.register()}/people`, body)).status).toBe(400);
  });

  it('takes no sign-in name twice', async () => {
    const { organisation, login } = await network.somebody(['reader']);
    const body = { name: 'Ana', login: login.toUpperCase(), roles: ['reader'] };
    expect(await network.ask('POST', `/v1/organisations/${organisation}/people`, body)).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('login-taken') },
    });
  });

  it('tells an organisation of so many taken names and no more, and invites for others all the same', async () => {
    const { login } = await network.somebody(['reader']);
    const [here, elsewhere] = [await network.register(), await network.register()];
    const ask = async (organisation: string, name: string) =>
      (await network.ask('POST', `/v1/organisations/${organisation}/people`, { name: 'Ana', login: name, roles: ['reader'] })).status;
    for (let i = 0; i < BY_INVITER.free; i += 1) expect(await ask(here, login)).toBe(409);
    expect([await ask(here, login), await ask(here, 'free-name@example.org'), await ask(elsewhere, login)]).toEqual([429, 429, 409]);
  });
});
