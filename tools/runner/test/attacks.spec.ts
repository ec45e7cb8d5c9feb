import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeEngines, silentProgress } from '@landbridge/engines';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleOf } from '../src/leaks/examples.ts';
import { settle, type Settled } from '../src/leaks/network-of-walk.ts';
import { population } from '../src/leaks/population.ts';
import { routesOf, type Route } from '../src/leaks/routes.ts';
import { System } from '../src/system/system.ts';
import { Intruder } from './support/intruder.ts';
import { until } from './support/until.ts';

const ALL_SCOPES =
  'reports:read reports:write trends:read trends:assess modus-operandi:write subscriptions directory:read directory:write audit:read';
const OPERATOR = { $gt: '' };
/** Fields that are ours to set, none of which any body has. */
const NOT_YOURS = ['_id', 'contributor', 'acceptedAt', 'sequence', 'grants', 'toldTo', 'digest', 'revokedCredentials', 'isAdmin', '__v'];
/** Parameters that are words of somebody, whatever they are. */
const FREE_TEXT = ['q'];
const BAD_PLACES = ['%2e%2e%2f%2e%2e%2fhealth', '%00', '%24ne', '%7B%22%24gt%22%3A%22%22%7D', 'x'.repeat(400), '%ff', '..;', '*'];
const BAD_CURSORS = ['x', 'AAAA', Buffer.from('{"$gt":""}').toString('base64url'), '../..', 'A'.repeat(900), '%00', '[object Object]'];

/** Every door of every service, as the OpenAPI documents describe them, and what must not come through. */
describe('at every door', () => {
  let system: System;
  let routes: Route[];
  let intruder: Intruder;
  let settled: Settled;
  let member: string;
  let outsider: string;
  let suspended: string;
  let tokens: { member: string; operator: string };

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'landbridge-e2e-'));
    system = await System.start({
      directory,
      namespace: `t-${randomBytes(4).toString('hex')}`,
      progress: silentProgress,
      outlives: false,
      environment: { PARTITIONS: '4' },
    });
    const people = population(12, 12, 6);
    settled = await settle(system, people);
    [member = '', outsider = '', suspended = ''] = people.readers.slice(-3).map(({ id }) => id);
    await system.operator.at('directory').put(`/v1/organisations/${suspended}/status`, { status: 'suspended' });
    intruder = Intruder.in(system);
    tokens = { member: await intruder.signed(member, ALL_SCOPES), operator: await intruder.signed('operator', 'operator') };
    routes = await routesOf(system.addresses);
    await until('the suspension is known everywhere', async () => {
      const token = await intruder.signed(suspended, ALL_SCOPES);
      const statuses = await Promise.all(routes.filter(({ method }) => method === 'GET').map((route) => send(route, { token })));
      return statuses.every(({ status }) => status === 403);
    });
  });
  afterAll(async () => {
    await system.stop();
    await removeEngines(system.directory, (text) => process.stderr.write(`${text}\n`));
  });

  interface Attempt {
    token?: string;
    path?: string;
    body?: unknown;
    headers?: Record<string, string>;
  }
  const placed = ({ path }: Route, id = randomUUID() as string) => path.replaceAll(/\{\w+\}/g, id);
  async function send(route: Route, { token, path = placed(route), body, headers }: Attempt): Promise<{ status: number; text: string }> {
    const given = body ?? (route.body && route.method !== 'GET' ? exampleOf(route.body.schema, route.body.schemas) : undefined);
    const answer = await fetch(`${system.addresses[route.app]}${path}`, {
      method: route.method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(given !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(given !== undefined && { body: typeof given === 'string' ? given : JSON.stringify(given) }),
    });
    return { status: answer.status, text: await answer.text() };
  }
  const nameOf = ({ app, method, path }: Route) => `${app} ${method} ${path}`;
  /** Tries something at each route and gathers what was answered otherwise than it must be. */
  async function each(
    chosen: readonly Route[],
    attempts: (route: Route) => Promise<[string, Attempt][]> | [string, Attempt][],
    must: (status: number) => boolean,
  ): Promise<{ tried: number; wrong: string[] }> {
    const wrong: string[] = [];
    let tried = 0;
    for (const route of chosen)
      for (const [what, attempt] of await attempts(route)) {
        const { status, text } = await send(route, attempt);
        tried += 1;
        if (!must(status)) wrong.push(`${nameOf(route)} with ${what}: ${status}`);
        if (/\\n +at |Mongo|ECONN|node_modules/.test(text)) wrong.push(`${nameOf(route)} with ${what} tells of its inside`);
      }
    return { tried, wrong };
  }
  const writes = () => routes.filter(({ method }) => method !== 'GET');
  const refused = (status: number) => status >= 400 && status < 500;

  it('nobody comes in without a good token', async () => {
    const bad = { ...(await intruder.bad(member, `${ALL_SCOPES} operator service`)) };
    const { tried, wrong } = await each(
      routes,
      () => [['no token', {}], ...Object.entries(bad).map(([what, token]): [string, Attempt] => [`a token ${what}`, { token }])],
      (status) => status === 401,
    );
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });

  it('nobody comes in with a token for something else, or while suspended', async () => {
    const attempts: [string, Attempt][] = [
      ['no scope of ours', { token: await intruder.signed(member, 'openid') }],
      ['the scopes of a suspended organisation', { token: await intruder.signed(suspended, ALL_SCOPES) }],
    ];
    const { wrong } = await each(
      routes,
      () => attempts,
      (status) => status === 403,
    );
    expect(wrong).toEqual([]);
    // a service waits a moment for a newcomer, so this is tried once
    const stranger = await intruder.signed(randomUUID(), ALL_SCOPES);
    expect((await send(routes.find(({ path }) => path === '/v1/reports') ?? routes[0]!, { token: stranger })).status).toBe(403);
  });

  it('nobody changes what belongs to another', async () => {
    const token = await intruder.signed(outsider, ALL_SCOPES);
    const [report] = settled.reports.filter(({ owner }) => owner !== outsider);
    const withIds = writes().filter(({ pathParameters }) => pathParameters.length > 0);
    const { wrong } = await each(
      withIds,
      (route) => {
        const id = route.path.startsWith('/v1/reports') ? report?.id : member;
        return [["another's object", { token, path: placed(route, id), headers: { 'if-match': '*' } }]];
      },
      (status) => refused(status),
    );
    expect(wrong).toEqual([]);
  });

  it('an operator of the store is no value', async () => {
    const { wrong } = await each(
      routes,
      (route) => {
        const example = route.body ? exampleOf(route.body.schema, route.body.schemas) : undefined;
        const fields = typeof example === 'object' && example !== null && !Array.isArray(example) ? Object.keys(example) : [];
        return Object.values(tokens).flatMap((token): [string, Attempt][] => [
          ...[...route.query.keys()].flatMap((name): [string, Attempt][] => [
            [`${name}[$gt]`, { token, path: `${placed(route)}?${name}%5B%24gt%5D=` }],
            ...(FREE_TEXT.includes(name)
              ? []
              : [[`${name} of JSON`, { token, path: `${placed(route)}?${name}=%7B%22%24gt%22%3A%22%22%7D` }] satisfies [string, Attempt]]),
          ]),
          ...(route.body === undefined ? [] : [['a body that is one', { token, body: OPERATOR }] satisfies [string, Attempt]]),
          ...fields.map((name): [string, Attempt] => [
            `${name} that is one`,
            { token, body: { ...(example as object), [name]: OPERATOR } },
          ]),
        ]);
      },
      refused,
    );
    expect(wrong).toEqual([]);
  });

  it('a header that is one brings no service down', async () => {
    const text = JSON.stringify(OPERATOR);
    const headers = { 'if-match': text, 'if-none-match': text, 'idempotency-key': text, 'landbridge-purpose': text, 'x-request-id': text };
    const { wrong } = await each(
      routes,
      () => [['headers', { token: tokens.member, headers }]],
      (status) => status < 500,
    );
    expect(wrong).toEqual([]);
  });

  it('a body sets nothing that is ours, and reaches no prototype', async () => {
    const polluting = ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'];
    const { wrong } = await each(
      writes().filter(({ body }) => body !== undefined),
      (route) => {
        const example = exampleOf(route.body?.schema ?? {}, route.body?.schemas ?? {});
        return Object.values(tokens).flatMap((token): [string, Attempt][] => [
          ...NOT_YOURS.map((name): [string, Attempt] => [name, { token, body: { ...(example as object), [name]: 'mine' } }]),
          ...polluting.map((body): [string, Attempt] => [body, { token, body }]),
        ]);
      },
      refused,
    );
    expect(wrong).toEqual([]);
    const { text } = await send(routes.find(({ path }) => path === '/v1/organisations') ?? routes[0]!, { token: tokens.operator });
    expect(text).not.toContain('polluted');
  });

  it('a path leads nowhere else', async () => {
    const { wrong } = await each(
      routes.filter(({ pathParameters }) => pathParameters.length > 0),
      (route) =>
        Object.values(tokens).flatMap((token) =>
          BAD_PLACES.map((place): [string, Attempt] => [place, { token, path: placed(route, place) }]),
        ),
      refused,
    );
    expect(wrong).toEqual([]);
  });

  it('a cursor that was made up is refused', async () => {
    const { tried, wrong } = await each(
      routes.filter(({ query }) => query.has('cursor')),
      (route) =>
        BAD_CURSORS.map((cursor): [string, Attempt] => [
          `the cursor ${cursor.slice(0, 12)}`,
          { token: tokens.member, path: `${placed(route)}?cursor=${cursor}` },
        ]),
      refused,
    );
    expect(wrong).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
});
