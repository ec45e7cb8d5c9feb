import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AuditContent, beginningDigest, canonical, contentDigest, linkDigest, rootDigest } from './audit-chain.ts';

const content: AuditContent = {
  at: '2026-03-01T08:00:00.000Z',
  actor: { by: 'organisation', organisation: '7c9e6679-7425-40de-944b-e07fc1f90ae7', kind: 'ngo', country: 'SE' },
  action: 'report.read',
  objects: [{ kind: 'reports', id: '16fd2706-8baf-433b-82eb-8c7fada847da' }],
  owner: '886313e1-3b8a-4372-9b90-0c9aee199e5d',
  purpose: 'prevention',
  details: { revision: 2, level: 'full' },
};

describe('digests of the audit', () => {
  it('are made as they always were: what is on record must be verified for as long as it is kept', () => {
    const inside = contentDigest('00112233445566778899aabbccddeeff', content);
    const strand = { strand: '6f0e8a3c-0f3e-4a7e-9a51-5b1c4a0f2d11', service: 'ingestion', startedAt: '2026-03-01T07:59:59.000Z' };
    const beginning = beginningDigest(strand);
    const digest = linkDigest(beginning, 1, inside);
    const root = rootDigest({
      service: 'ingestion',
      number: 1,
      heads: [{ strand: strand.strand, number: 1, digest }],
      at: '2026-03-01T08:01:00.000Z',
    });
    expect({ inside, beginning, digest, root }).toMatchInlineSnapshot(`
      {
        "beginning": "0ffd8c0d612da2bf77ece3c20c1856a05da041a5f5349353e0fcb8ec3e18c79f",
        "digest": "9efda97d568c1157163c634d84d592ace9bd47da489cc7ce879c73fa2a38884d",
        "inside": "939ab83307e6cd8cf469cced9ec00f3c8d3b65f6886bbcfffa4a69f356a4d868",
        "root": "2a41250be89b6d96343f1bf074c9641b6b25b8403fdad0efd8e3a600941dd230",
      }
    `);
  });

  it('do not depend on the order in which members come back from a store, and on everything else', () => {
    const plain = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, turned(member)]),
      );
    };
    fc.assert(fc.property(plain, (value) => expect(canonical(turned(value))).toBe(canonical(value))));
    fc.assert(
      fc.property(plain, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(value);
      }),
    );
  });
});
