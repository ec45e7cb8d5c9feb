import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apps } from '../root.ts';
import { routesOf } from './routes.ts';

const parameter = (name: string, required: boolean, schema: object) => ({ name, in: 'query', required, schema });
const slug = { type: 'string', pattern: '^[a-z0-9-]+$' };
const DOCUMENT = {
  paths: {
    '/v1/matrices': {
      get: {
        security: [{ bearer: [] }],
        parameters: [
          parameter('audience', true, slug),
          parameter('rows', true, { type: 'string', enum: ['purpose', 'origin', 'exploitation'] }),
          parameter('columns', true, { type: 'string', enum: ['purpose', 'origin', 'exploitation'] }),
          parameter('dimension', true, { type: 'string' }),
          parameter('minimum', false, { type: 'number' }),
        ],
      },
    },
    '/v1/counts': { get: { security: [{ bearer: [] }], parameters: [parameter('by', true, { type: 'string', enum: ['month', 'year'] })] } },
    '/health': { get: {} },
  },
};

describe('routesOf', () => {
  const server = createServer((_, answer) => answer.end(JSON.stringify(DOCUMENT)));
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => void server.close(resolve)));

  it('finds what needs a token, with what it has to be asked', async () => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const addresses = Object.fromEntries(apps.map((app) => [app, address])) as Parameters<typeof routesOf>[0];
    const routes = await routesOf(addresses);
    expect(routes).toHaveLength(2 * apps.length);
    expect(routes[0]).toMatchObject({
      method: 'GET',
      path: '/v1/matrices',
      required: { audience: 'public', rows: 'origin', columns: 'exploitation', dimension: 'total' },
    });
    expect(routes[0]?.required).not.toHaveProperty('minimum');
    expect(routes[1]).toMatchObject({ path: '/v1/counts', required: { by: 'month' } });
  });
});
