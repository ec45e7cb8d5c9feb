import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { TokenVerifier } from './token-verifier.ts';

const AUDIENCE = 'https://landbridge.network';

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } };
}
type Key = Awaited<ReturnType<typeof newKey>>;

describe('TokenVerifier', () => {
  let directory: Server;
  let url: string;
  let published: JWK[];
  let asked: number;
  let now: number;

  beforeEach(async () => {
    asked = 0;
    now = performance.now();
    directory = createServer((_request, response) => {
      asked += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => directory.once('listening', resolve));
    url = `http://127.0.0.1:${(directory.address() as AddressInfo).port}`;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    directory.closeAllConnections();
    directory.close();
  });

  const token = ({ kid, privateKey }: Key) =>
    new SignJWT({ sub: 'x', client_id: 'x', scope: 'service' })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(`${url}/oidc`)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);
  const verifier = () => new TokenVerifier({ DIRECTORY_URL: url, TOKEN_AUDIENCE: AUDIENCE });

  it('learns of a key before it signs, so that nobody can keep it from asking in time', async () => {
    const [old, next, never] = await Promise.all([newKey('old'), newKey('next'), newKey('never')]);
    const tokens = verifier();
    published = [old.jwk];
    await tokens.verify(await token(old));
    published = [old.jwk, next.jwk];
    now += 300_001;
    await tokens.verify(await token(old));
    const [ofNext, ofNobody] = await Promise.all([token(next), token(never)]);
    while (!(await tokens.verify(ofNext).catch(() => undefined))) await new Promise((resolve) => setImmediate(resolve));
    // nonsense makes it ask no more for seconds, which is why it must know before
    await expect(tokens.verify(ofNobody)).rejects.toThrow('401');
    expect(asked).toBe(2);
    expect(await tokens.verify(await token(old))).toMatchObject({ subject: 'x' });
  });

  it('goes on with the keys it has while directory does not answer', async () => {
    const key = await newKey('old');
    const tokens = verifier();
    published = [key.jwk];
    await tokens.verify(await token(key));
    directory.closeAllConnections();
    await new Promise((resolve) => directory.close(resolve));
    now += 300_001;
    expect(await tokens.verify(await token(key))).toMatchObject({ subject: 'x' });
    expect(await tokens.verify(await token(key))).toMatchObject({ subject: 'x' });
  });
});
