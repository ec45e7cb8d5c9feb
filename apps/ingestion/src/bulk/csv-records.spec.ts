import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CsvRecords } from './csv-records.ts';
import { LineSplitter } from './lines.ts';

function read(body: string | Buffer, pieces = 1_000_000) {
  const splitter = new LineSplitter(64 * 1024);
  const records = new CsvRecords(',');
  const bytes = Buffer.from(body);
  const found = [];
  for (let at = 0; at < bytes.length; at += pieces) found.push(...records.push(splitter.push(bytes.subarray(at, at + pieces))));
  found.push(...records.push(splitter.end()), ...records.end());
  return found.map(({ line, cells, errors }) => ({ line, cells: cells ?? errors.map(({ detail }) => detail.slice(0, 20)) }));
}

describe('the records of a CSV file', () => {
  it('may hold quotes, delimiters and line ends in quoted cells', () => {
    expect(read('a,b\r\n1,"x,""y""\nz"\n\n3,4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', 'x,"y"\nz'] },
      { line: 5, cells: ['3', '4'] },
    ]);
  });

  it('cost nobody else when one is broken', () => {
    const body = ['a,b', '1,"never closed', '2,b', '3,x"y', '4,"q"z', '5,"ok"', '6,"at the end', '7,b'].join('\n');
    expect(read(body)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['A quote is opened on'] },
      { line: 3, cells: ['2', 'b'] },
      { line: 4, cells: ['A quote stands insid'] },
      { line: 5, cells: ['A quote stands insid'] },
      { line: 6, cells: ['5', 'ok'] },
      { line: 7, cells: ['A quote is opened on'] },
      { line: 8, cells: ['7', 'b'] },
    ]);
  });

  it('are refused one by one where they are not UTF-8 or too long', () => {
    const body = Buffer.concat([Buffer.from('1,a\n2,'), Buffer.from([0xe4]), Buffer.from(`\n3,${'x'.repeat(70_000)}\n4,d\n`)]);
    expect(read(body)).toEqual([
      { line: 1, cells: ['1', 'a'] },
      { line: 2, cells: ['This line is not UTF'] },
      { line: 3, cells: [] },
      { line: 4, cells: ['4', 'd'] },
    ]);
  });

  it('are the cells that were written, however they arrive', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ä', ' ', '\n', '"', ',', ';'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (rows, pieces) => {
        const body = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')).join('\n');
        expect(read(body, pieces).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  it('are read in bounded time where every line opens a quote', () => {
    const start = process.cpuUsage();
    expect(read('"a\n'.repeat(20_000))).toHaveLength(20_000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(5_000);
  });
});
