import { describe, expect, it } from '@jest/globals';
import { loggedPath } from './logging.ts';

describe('the path in a log line', () => {
  it.each([
    ['/v1/reports/bulk', '/v1/reports/bulk'],
    ['/openapi.json', '/openapi.json'],
    [
      '/v1/reports/8c0e8b9e-6c1c-4a0e-9f6e-4d2c0f6d8a11/history?purpose=research',
      '/v1/reports/8c0e8b9e-6c1c-4a0e-9f6e-4d2c0f6d8a11/history',
    ],
    ['/v1/reports/CASE-2026-0815', '/v1/reports/…'],
    ['/v1/organisations/Anna%20Svensson/46701234567', '/v1/organisations/…/…'],
  ])('of %s is %s', (url, logged) => {
    expect(loggedPath(url)).toBe(logged);
  });
});
