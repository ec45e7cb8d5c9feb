import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { LineSplitter } from './lines.ts';

function split(body: Buffer, limit = 100, sizes: readonly number[] = [body.length]): (readonly [number, string | undefined])[] {
  const splitter = new LineSplitter(limit);
  const lines = [];
  for (let [at, turn] = [0, 0]; at < body.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    lines.push(...splitter.push(body.subarray(at, at + size)));
    at += size;
  }
  return [...lines, ...splitter.end()].map(({ number, bytes }) => [number, bytes?.toString('utf8')]);
}

describe('the lines of a body', () => {
  it.each([
    ['ends of both kinds', 'a\r\nb\n\nc', [[1, 'a'], [2, 'b'], [3, ''], [4, 'c']]],
    ['no end at the last', 'a\n', [[1, 'a']]],
    ['a byte-order mark', '\ufeffa\n\ufeffb\n', [[1, 'a'], [2, '\ufeffb']]],
    ['nothing', '', []],
  ])('are cut with %s', (_, body, lines) => {
    expect(split(Buffer.from(body))).toEqual(lines);
  }); // prettier-ignore

  it('longer than the limit are not kept, and cost nobody else', () => {
    expect(split(Buffer.from(`${'x'.repeat(101)}\n${'y'.repeat(100)}\r\nz`))).toEqual([[1, undefined], [2, 'y'.repeat(100)], [3, 'z']]); // prettier-ignore
  });

  it('are the same however the body arrives', () => {
    const bodies = fc.string({ unit: fc.constantFrom('a', 'ä', '\n', '\r\n', '"', ','), maxLength: 300 });
    fc.assert(
      fc.property(bodies, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (body, sizes) => {
        expect(split(Buffer.from(body), 12, sizes)).toEqual(split(Buffer.from(body), 12));
      }),
    );
  });
});
