import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UrlGuard } from '@landbridge/platform';
import { WebhookClient } from './webhook-client.ts';

describe('WebhookClient', () => {
  let server: Server;
  let host: string;
  let asked: string[];
  let client: WebhookClient;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/silent') return;
      response.writeHead(request.url === '/elsewhere' ? 307 : 503, { location: '/', 'retry-after': '7' }).end('x'.repeat(100_000));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = new WebhookClient(new UrlGuard([host]));
  });
  afterEach(async () => {
    await client.onApplicationShutdown();
    server.closeAllConnections();
    server.close();
  });

  it('tells the status and how long to wait, whatever else is said', async () => {
    expect(await client.post(`http://${host}/busy`, {}, '{}')).toEqual({ status: 503, retryAfter: '7' });
  });

  it('follows no redirect', async () => {
    expect(await client.post(`http://${host}/elsewhere`, {}, '{}')).toMatchObject({ status: 307 });
    expect(asked).toEqual(['/elsewhere']);
  });

  it('connects to no address that was not looked at, even when the name led elsewhere a moment ago', async () => {
    const guard = new UrlGuard([]);
    jest.spyOn(guard, 'check').mockResolvedValue();
    const rebound = new WebhookClient(guard);
    expect(await rebound.post(`https://localhost:${new URL(`http://${host}`).port}/`, {}, '{}')).toEqual({ failure: 'address-refused' });
    expect(asked).toEqual([]);
    await rebound.onApplicationShutdown();
  });

  it.each([
    ['http://127.0.0.1:1/', 'address-refused'],
    ['https://169.254.169.254/', 'address-refused'],
  ])('sends nothing to %s', async (url, failure) => {
    expect(await client.post(url, {}, '{}')).toEqual({ failure });
  });

  it('gives up what is under way when it is told to', async () => {
    const answer = client.post(`http://${host}/silent`, {}, '{}');
    await new Promise((resolve) => setTimeout(resolve, 100));
    client.abandon();
    expect(await answer).toEqual({ failure: 'abandoned' });
  });

  it('says when nobody listens', async () => {
    server.close();
    expect(await client.post(`http://${host}/`, {}, '{}')).toEqual({ failure: 'connection-refused' });
  });
});
