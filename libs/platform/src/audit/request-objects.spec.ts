import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { objectsIn } from './request-objects.ts';

const REPORT = '16fd2706-8baf-433b-82eb-8c7fada847da';
const OTHER = '886313e1-3b8a-4372-9b90-0c9aee199e5d';

const request = (url: string | undefined, params: Record<string, string>) =>
  ({ routeOptions: { url }, params }) as unknown as FastifyRequest;

describe('the objects of a request', () => {
  it.each<[string, string, Record<string, string>, boolean, string | undefined, object[]]>([
    [
      'a UUID, of the kind before it',
      '/v1/reports/:id/disclosures',
      { id: REPORT.toUpperCase() },
      false,
      undefined,
      [{ kind: 'reports', id: REPORT }],
    ],
    ['what was made', '/v1/reports', {}, true, REPORT, [{ kind: 'reports', id: REPORT }]],
    [
      'what was made below another',
      '/v1/organisations/:id/credentials',
      { id: OTHER },
      true,
      REPORT,
      [
        { kind: 'organisations', id: OTHER },
        { kind: 'credentials', id: REPORT },
      ],
    ],
    ['what was changed, once', '/v1/organisations/:id/status', { id: OTHER }, true, OTHER, [{ kind: 'organisations', id: OTHER }]],
    [
      'a name, when there is such a thing',
      '/v1/communities/:id',
      { id: 'practitioners' },
      true,
      undefined,
      [{ kind: 'communities', id: 'practitioners' }],
    ],
    ['no name of which nobody said that there is such a thing', '/v1/communities/:id', { id: 'ionescu' }, false, undefined, []],
    ['no words', '/v1/reports/:id', { id: 'Maria Ionescu' }, true, 'her own words', []],
  ])('are %s', (_title, url, params, exist, made, objects) => {
    expect(objectsIn(request(url, params), exist, made)).toEqual(objects);
  });

  it('are none where there is no route', () => expect(objectsIn(request(undefined, {}), true)).toEqual([]));
});
