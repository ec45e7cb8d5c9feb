import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeyRing } from '@landbridge/platform';
import type { AgencyProvider } from './agency-provider.schema.ts';
import { ProviderSecrets } from './provider-secrets.ts';

describe('a secret of a client', () => {
  const secrets = new ProviderSecrets(new KeyRing(randomBytes(32)));
  const whose = { _id: 'an-organisation', issuer: 'https://login.police.example', clientId: 'landbridge' };
  const provider = { ...whose, clientSecret: secrets.seal(whose, 'the secret') } as AgencyProvider;

  it('opens where it belongs', () => {
    expect(secrets.clientOf(provider)).toEqual({ issuer: whose.issuer, clientId: whose.clientId, clientSecret: 'the secret' });
    expect(provider.clientSecret).not.toContain('the secret');
  });

  it.each<[string, Partial<AgencyProvider>]>([
    ['another issuer', { issuer: 'https://login.elsewhere.example' }],
    ['another client', { clientId: 'other' }],
    ['another organisation', { _id: 'another' }],
  ])('is not told to %s', (_title, over) => {
    expect(secrets.find({ ...provider, ...over })).toBeUndefined();
  });

  it('is lost with the people’s key', () => {
    expect(new ProviderSecrets(new KeyRing(randomBytes(32))).find(provider)).toBeUndefined();
  });
});
