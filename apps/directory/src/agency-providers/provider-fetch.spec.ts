import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { UrlGuard, UrlRefused } from '@landbridge/platform';
import { AnswerTooLarge, ProviderFetch } from './provider-fetch.ts';

describe('asking a provider', () => {
  let server: Server | undefined;
  let http: ProviderFetch;

  afterEach(async () => {
    await http.onApplicationShutdown();
    server?.closeAllConnections();
    server?.close();
  });

  async function answering(answer: RequestListener): Promise<string> {
    const listening = createServer(answer);
    server = listening;
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
    http = new ProviderFetch(new UrlGuard([host]));
    return `http://${host}/`;
  }
  const get = (url: string) => http.fetch(url, { method: 'GET', headers: {}, body: undefined });

  it('gives status, type and text', async () => {
    const url = await answering((_request, response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"x"}'),
    );
    const answer = await get(url);
    expect([answer.status, answer.headers.get('content-type'), await answer.json()]).toEqual([400, 'application/json', { error: 'x' }]);
  });

  it('sends a form', async () => {
    const url = await answering((request, response) => void request.pipe(response));
    const answer = await http.fetch(url, { method: 'POST', headers: {}, body: new URLSearchParams({ code: 'a b' }) });
    expect(await answer.text()).toBe('code=a+b');
  });

  it('goes nowhere else', async () => {
    let asked = 0;
    const url = await answering((_request, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await get(url)).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('reads nothing endless', async () => {
    const url = await answering((_request, response) => {
      const more = () => {
        if (response.writable) response.write('x'.repeat(65_536), more);
      };
      more();
    });
    await expect(get(url)).rejects.toBeInstanceOf(AnswerTooLarge);
  });

  it('asks nobody inside, whatever the metadata says', async () => {
    const url = await answering((_request, response) => response.end());
    await expect(get(url.replace('127.0.0.1', '127.0.0.2'))).rejects.toBeInstanceOf(UrlRefused);
    await expect(get('https://169.254.169.254/latest')).rejects.toBeInstanceOf(UrlRefused);
  });
});
