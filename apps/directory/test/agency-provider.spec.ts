import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Agency } from './agency.ts';
import { AgencyNetwork, type Officer, providerOf } from './agency-network.ts';
import type { Tokens } from './browser.ts';
import { until } from './directory.ts';

/** A suspension, a removal or the end of a session holds everywhere after so long. */
const EVERYWHERE_MS = 5_000;

describe('an organisation’s own provider', () => {
  let network: AgencyNetwork;
  beforeAll(async () => void (network = await AgencyNetwork.start()));
  afterAll(() => network.stop());

  const onRecord = () => network.directory.everythingStored();

  describe('is set', () => {
    it('with a secret that is told to nobody, and shows the callback to register', async () => {
      const { organisation, name } = await network.withProvider({ acrValues: ['https://refeds.org/profile/mfa'] });
      const { body: view } = await network.ask('GET', providerOf(organisation));
      expect(view).toEqual({
        name,
        issuer: network.agency.issuer,
        clientId: network.agency.client.client_id,
        acrValues: ['https://refeds.org/profile/mfa'],
        callback: `${network.directory.url}/sign-in/providers/${organisation}/callback`,
        changedAt: expect.any(String),
      });
      expect(await network.directory.everythingStored()).not.toContain(network.agency.client.client_secret);
      const records = await network.directory.published((all) => all.some(({ key }) => key === organisation));
      expect(JSON.stringify(records)).not.toMatch(/sign-in|refeds|agency-\d|landbridge"/);
    });

    it('by an administrator or the operator, and not by a machine, a reader or another organisation', async () => {
      const [here, elsewhere] = [await network.withProvider(), await network.withProvider()];
      const administrator = (await network.signIn(await network.officer(here, ['administrator']))).access_token;
      const reader = (await network.signIn(await network.officer(here))).access_token;
      const { body: credential } = await network.ask('POST', `/v1/organisations/${here.organisation}/credentials`);
      const machine = await network.directory.token(String(credential['clientId']), 'directory:write', String(credential['clientSecret']));
      const put = async (token: string, at: { organisation: string }) =>
        (await network.directory.call(token, 'PUT', providerOf(at.organisation), network.given({ name: network.newName() }))).status;
      expect([
        await put(administrator, here),
        await put(administrator, elsewhere),
        await put(reader, here),
        await put(machine, here),
      ]).toEqual([200, 403, 403, 403]);
      expect((await network.directory.call(reader, 'GET', providerOf(here.organisation))).status).toBe(403);
      expect((await network.directory.call(machine, 'DELETE', providerOf(here.organisation))).status).toBe(403);
    });

    it('again without the secret, as long as issuer and client stay', async () => {
      const { organisation } = await network.withProvider();
      const put = (over: Record<string, unknown>) =>
        network.ask('PUT', providerOf(organisation), network.given({ clientSecret: undefined, ...over }));
      expect((await put({ acrValues: ['two'] })).status).toBe(200);
      expect(await put({ clientId: 'another' })).toMatchObject({
        status: 422,
        body: { type: expect.stringContaining('client-secret-needed') },
      });
      const person = await network.officer({ organisation, name: String((await put({ acrValues: ['two'] })).body['name']) });
      expect((await network.me(await network.signIn(person))).status).toBe(200);
    });

    it.each<[string, () => Record<string, unknown>, number, string]>([
      ['an address inside', () => ({ issuer: 'https://10.0.0.1' }), 422, 'public internet'],
      ['loopback that is not allowed', () => ({ issuer: 'https://127.0.0.2' }), 422, 'public internet'],
      ['plain HTTP', () => ({ issuer: 'http://8.8.8.8' }), 422, 'https://'],
      ['nobody there', () => ({ issuer: 'http://127.0.0.1:9' }), 422, 'does not answer'],
      ['a path where there is no metadata', () => ({ issuer: `${network.agency.issuer}/elsewhere` }), 422, 'does not answer'],
      ['an issuer that is spelt in another way', () => ({ issuer: `${network.agency.issuer}/` }), 422, 'exactly as'],
      ['an issuer with a query', () => ({ issuer: `${network.agency.issuer}?x=1` }), 400, ''],
      ['an issuer with a place for tenants', () => ({ issuer: `${network.agency.issuer}/{tenantid}` }), 400, ''],
      ['no secret', () => ({ clientSecret: undefined }), 422, 'clientSecret'],
      ['a name with blanks', () => ({ name: 'a b' }), 400, ''],
    ])('not with %s', async (_title, over, status, why) => {
      const organisation = await network.register();
      const answer = await network.ask('PUT', providerOf(organisation), network.given(over()));
      expect(answer.status).toBe(status);
      expect(String(answer.body['detail'])).toContain(why);
      expect(JSON.stringify(answer.body)).not.toContain(network.agency.client.client_secret);
      expect((await network.ask('GET', providerOf(organisation))).status).toBe(404);
    });

    it('under a name that nobody else has', async () => {
      const { name } = await network.withProvider();
      const taken = await network.ask('PUT', providerOf(await network.register()), network.given({ name }));
      expect(taken).toMatchObject({ status: 409, body: { type: expect.stringContaining('name-taken') } });
    });

    it.each<[string, (organisation: string) => Promise<unknown>]>([
      ['taken away', (organisation) => network.ask('DELETE', providerOf(organisation))],
      ['renamed', (organisation) => network.ask('PUT', providerOf(organisation), network.given())],
    ])('under a name that nobody else had, also when it was %s, and under its own again', async (_title, giveUp) => {
      const { organisation, name } = await network.withProvider();
      await giveUp(organisation);
      const other = await network.register();
      const put = (at: string) => network.ask('PUT', providerOf(at), network.given({ name }));
      expect(await put(other)).toMatchObject({ status: 409, body: { type: expect.stringContaining('name-taken') } });
      expect((await put(organisation)).status).toBe(200);
    });
  });

  describe('ends', () => {
    const isOut = async (person: Officer, tokens: Tokens) => {
      expect((await network.newProgram().refresh(tokens.refresh_token)).body).toMatchObject({ error: 'invalid_grant' });
      await until('the token counts no more', async () => (await network.me(tokens)).status === 401, EVERYWHERE_MS);
      expect(await network.viewOf(person, person.id)).toMatchObject({ signsInBy: 'nothing' });
    };

    it('with its removal, and with it all sessions that came by it', async () => {
      const at = await network.withProvider();
      const person = await network.officer(at);
      const tokens = await network.signIn(person);
      expect((await network.ask('DELETE', providerOf(at.organisation))).status).toBe(204);
      await isOut(person, tokens);
      expect((await network.ask('DELETE', providerOf(at.organisation))).status).toBe(404);
      expect(await network.leave(network.newBrowser(), at.name)).toBe('');
      await network.ask('PUT', providerOf(at.organisation), network.given({ name: network.newName() }));
      expect(await onRecord()).toContain('sign-in-provider.removed');
    });

    it('for those who came by another issuer', async () => {
      const other = await Agency.start();
      const at = await network.withProvider();
      const person = await network.officer(at);
      const tokens = await network.signIn(person);
      await network.ask('PUT', providerOf(at.organisation), network.given({ name: at.name, issuer: other.issuer }));
      await isOut(person, tokens);
      await other.stop();
    });

    it('for one person with a new link, by which the same account is taken again', async () => {
      const person = await network.officer(await network.withProvider());
      const tokens = await network.signIn(person);
      const { body: renewed } = await network.ask('POST', `${person.path}/link`);
      expect(renewed).toMatchObject({ signsInBy: 'link' });
      await until('the token counts no more', async () => (await network.me(tokens)).status === 401, EVERYWHERE_MS);
      expect((await network.tryToSignIn(person.name, person.who)).status).toBe(400);
      expect((await network.join(String(renewed['link']), person.who)).status).toBe(200);
      expect((await network.me(await network.signIn(person))).status).toBe(200);
    });
  });
});
