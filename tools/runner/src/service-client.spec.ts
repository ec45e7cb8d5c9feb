import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServiceClient } from './service-client.ts';
import { TokenSource } from './token-source.ts';

describe('ServiceClient', () => {
  let url: string;
  let lifetime: number;
  let tokensGiven: number;
  let refusals: number;
  const server = createServer((request, response) => void answer(request, response));
  const client = () =>
    new ServiceClient(url, new TokenSource({ directoryUrl: url, clientId: 'operator', clientSecret: 'a/b', scope: 'operator' }));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/oidc/token') {
      const basic = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
      if (basic !== 'operator:a%2Fb') return void response.writeHead(401).end('{"error":"invalid_client"}');
      tokensGiven++;
      return void response.end(JSON.stringify({ access_token: `token-${tokensGiven}`, expires_in: lifetime }));
    }
    if (request.url === '/refused') {
      const problem = { title: 'The report is not valid', detail: 'country must be one of the codes.' };
      return void response.writeHead(400).end(JSON.stringify(problem));
    }
    if (request.url === '/soon' && refusals++ < 2) return void response.writeHead(503).end();
    if (request.url === '/gateway') return void response.writeHead(502).end('<h1>Bad gateway</h1>');
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.end(JSON.stringify({ method: request.method, authorization: request.headers.authorization, body }));
  }

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    lifetime = 600;
    tokensGiven = 0;
    refusals = 0;
  });

  it('signs in once, and sends and reads JSON', async () => {
    const service = client();
    expect(await service.post('/things', { name: 'x' })).toEqual({ method: 'POST', authorization: 'Bearer token-1', body: '{"name":"x"}' });
    expect(await service.get('/things')).toMatchObject({ method: 'GET', authorization: 'Bearer token-1', body: '' });
  });

  it('asks for a new token a minute before the old one ends', async () => {
    lifetime = 60;
    const service = client();
    await service.get('/things');
    expect(await service.get('/things')).toMatchObject({ authorization: 'Bearer token-2' });
  });

  it('asks again when a service will be able to answer soon, but never sends twice', async () => {
    expect(await client().get('/soon')).toMatchObject({ method: 'GET' });
    refusals = 0;
    await expect(client().post('/soon')).rejects.toMatchObject({ status: 503 });
  });

  it('passes on why it was refused', async () => {
    const refused = client().put('/refused', {});
    await expect(refused).rejects.toThrow('PUT /refused was refused with 400: The report is not valid: country must be one of the codes.');
    await expect(refused).rejects.toMatchObject({ status: 400 });
    await expect(client().get('/gateway')).rejects.toThrow('502: <h1>Bad gateway</h1>');
  });

  it('says who did not answer', async () => {
    const nobody = 'http://127.0.0.1:1';
    const tokens = new TokenSource({ directoryUrl: nobody, clientId: 'operator', clientSecret: 'x', scope: 'operator' });
    await expect(new ServiceClient(nobody, tokens).get('/')).rejects.toThrow(`directory at ${nobody} did not answer`);
    const unknown = new TokenSource({ directoryUrl: url, clientId: 'operator', clientSecret: 'wrong', scope: 'operator' });
    await expect(new ServiceClient(url, unknown).get('/')).rejects.toThrow('directory gave no token to operator (status 401).');
  });
});
