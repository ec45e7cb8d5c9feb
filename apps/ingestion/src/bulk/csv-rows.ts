import { HeaderMismatch, MappedFile } from '../mappings/mapped-file.ts';
import type { CsvMapping } from '../mappings/mapping.ts';
import { type CsvRecord, CsvRecords } from './csv-records.ts';
import type { Line } from './lines.ts';
import { fileIdentity, type Row, TOO_LONG } from './row.ts';

/** A CSV file whose header has been read and fits its mapping. */
export interface OpenedCsv {
  readonly rows: AsyncIterable<Row[]>;
}

/**
 * Reads the header of a CSV body; its rows follow as they are asked for.
 * @param digest SHA-256 of the file in hex; with the line it is what a row is known by where the mapping's identity is `row`
 * @throws HeaderMismatch before any row is read
 */
export async function openCsv(lines: AsyncIterable<Line[]>, mapping: CsvMapping, digest: string): Promise<OpenedCsv> {
  const records = recordsOf(lines, mapping.delimiter);
  for (;;) {
    const batch = await records.next();
    if (batch.done) throw new HeaderMismatch('The file is empty; its first line must name the columns.');
    const [header, ...first] = batch.value;
    if (!header) continue;
    if (!header.cells)
      throw new HeaderMismatch(`The first line cannot be read as a header. ${header.errors[0]?.detail ?? 'It is too long.'}`);
    const file = new MappedFile(
      mapping,
      header.cells.map((name) => name.trim()),
    );
    return { rows: rowsOf(first, records, (record) => toRow(record, file, digest)) };
  }
}

async function* recordsOf(lines: AsyncIterable<Line[]>, delimiter: string): AsyncGenerator<CsvRecord[]> {
  const records = new CsvRecords(delimiter);
  for await (const batch of lines) yield records.push(batch);
  yield records.end();
}

async function* rowsOf(first: CsvRecord[], rest: AsyncIterable<CsvRecord[]>, read: (record: CsvRecord) => Row): AsyncGenerator<Row[]> {
  yield first.map(read);
  for await (const batch of rest) yield batch.map(read);
}

function toRow({ line, bytes, cells, errors }: CsvRecord, file: MappedFile, digest: string): Row {
  if (cells) return { line, bytes, content: file.report(cells, fileIdentity(digest, line)) };
  return { line, bytes, content: bytes ? { errors } : TOO_LONG };
}
