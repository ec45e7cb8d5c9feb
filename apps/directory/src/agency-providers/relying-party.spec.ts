import { describe, expect, it } from '@jest/globals';
import { ClientError } from 'openid-client';
import { isAway, ProviderUnfit } from './relying-party.ts';

const failed = (code?: string) => Object.assign(new ClientError('failed'), code !== undefined && { code });

describe('whether a provider is away', () => {
  it.each<[string, unknown, boolean]>([
    ['does not answer at all', failed(), true],
    ['does not answer in time', failed('OAUTH_TIMEOUT'), true],
    ['has a gateway before it that answers', failed('OAUTH_RESPONSE_IS_NOT_CONFORM'), true],
    ['does not tell its metadata', new ProviderUnfit(), true],
    ['does not stand by an answer', failed('OAUTH_JWT_CLAIM_COMPARISON_FAILED'), false],
    ['answers what is not taken', new Error('no'), false],
  ])('that %s', (_title, error, expected) => {
    expect(isAway(error)).toBe(expected);
  });
});
