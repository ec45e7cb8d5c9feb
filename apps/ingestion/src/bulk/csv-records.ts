import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { Violation } from '@landbridge/contracts';
import type { Line } from './lines.ts';
import { LINE_LIMIT } from './row.ts';

/** One record of a CSV file: its cells, or why they cannot be read. */
export interface CsvRecord {
  /** The line on which it begins, counted from 1. */
  readonly line: number;
  readonly bytes: Buffer | undefined;
  readonly cells: string[] | undefined;
  readonly errors: readonly Violation[];
}

interface Raw {
  readonly line: number;
  readonly bytes: Buffer;
}

const QUOTE = 0x22;
const QUOTE_INSIDE = 'A quote stands inside a cell: put the whole cell in quotes, and write a quote inside it twice.';
const NEVER_CLOSED = 'A quote is opened on this line and never closed. Close it, or write a quote inside a cell twice.';
/** Lines that one record may have. */
const LINES = 200;

/**
 * Reads CSV (RFC 4180) record by record. The cells are csv-parse's work; the records are cut out here, because after one broken record
 * its own recovery drops good ones without a word: a quote that is never closed must cost its own line only.
 */
export class CsvRecords {
  /** Lines of a record whose quotes are not closed yet. */
  private open: Raw[] = [];
  private openLength = 0;
  private whole: Raw[] = [];
  private broken: CsvRecord[] = [];
  private ended = false;

  /** @param delimiter one ASCII character */
  constructor(private readonly delimiter: string) {}

  push(lines: readonly Line[]): CsvRecord[] {
    for (const { number: line, bytes } of lines) {
      if (bytes) this.collect({ line, bytes });
      else {
        this.closeOpen();
        this.broken.push({ line, bytes, cells: undefined, errors: [] });
      }
    }
    return this.take();
  }

  end(): CsvRecord[] {
    this.ended = true;
    this.closeOpen();
    return this.take();
  }

  private collect(raw: Raw): void {
    const inside = this.open.length > 0;
    if (!inside && raw.bytes.length === 0) return;
    this.open.push(raw);
    this.openLength += raw.bytes.length + 1;
    const end = endOfLine(raw.bytes, inside, this.delimiter);
    if (end === 'outside') this.whole.push(joined(this.takeOpen()));
    else if (end === 'broken' || this.openLength > LINE_LIMIT || this.open.length > LINES) this.giveUpFirst();
  }

  /** A quote that is not closed as it should be is a mistake of its own line: that is broken, and what followed is read anew. */
  private giveUpFirst(): void {
    const [first, ...rest] = this.takeOpen();
    if (first) this.broken.push(unreadable(first, rest.length > 0 || this.ended ? NEVER_CLOSED : QUOTE_INSIDE));
    for (const raw of rest) this.collect(raw);
  }

  private closeOpen(): void {
    while (this.open.length > 0) this.giveUpFirst();
  }

  private takeOpen(): Raw[] {
    const { open } = this;
    [this.open, this.openLength] = [[], 0];
    return open;
  }

  private take(): CsvRecord[] {
    const { whole, broken } = this;
    [this.whole, this.broken] = [[], []];
    return [...this.read(whole), ...broken].sort((a, b) => a.line - b.line);
  }

  /** All at once, which is ten times faster; one by one only where that fails. */
  private read(raws: Raw[]): CsvRecord[] {
    const readable = raws.filter(({ bytes }) => isUtf8(bytes));
    const cells = this.parse(readable.map(({ bytes }) => bytes));
    if (cells?.length === raws.length) return raws.map(({ line, bytes }, i) => ({ line, bytes, cells: cells[i], errors: [] }));
    return raws.map((raw) => this.readOne(raw));
  }

  private readOne({ line, bytes }: Raw): CsvRecord {
    if (!isUtf8(bytes)) return unreadable({ line, bytes }, 'This line is not UTF-8. Save the file as UTF-8 and send it again.');
    const [cells, ...more] = this.parse([bytes]) ?? [];
    if (cells === undefined || more.length > 0) return unreadable({ line, bytes }, QUOTE_INSIDE);
    return { line, bytes, cells, errors: [] };
  }

  private parse(records: Buffer[]): string[][] | undefined {
    try {
      return parse(records.map((bytes) => bytes.toString('utf8')).join('\n'), {
        delimiter: this.delimiter,
        recordDelimiter: '\n',
        relaxColumnCount: true,
      });
    } catch {
      return undefined;
    }
  }
}

/** How a line ends: inside a quoted cell, outside, or with something behind a closing quote that does not belong there. */
function endOfLine(bytes: Buffer, inside: boolean, delimiter: string): 'inside' | 'outside' | 'broken' {
  if (!bytes.includes(QUOTE)) return inside ? 'inside' : 'outside';
  const separator = delimiter.charCodeAt(0);
  let [quoted, cellBegins] = [inside, !inside];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (!quoted) {
      quoted = byte === QUOTE && cellBegins;
      cellBegins = byte === separator;
    } else if (byte === QUOTE) {
      const next = bytes[at + 1];
      if (next === QUOTE) at++;
      else if (next === undefined || next === separator) quoted = false;
      else return 'broken';
    }
  }
  return quoted ? 'inside' : 'outside';
}

function joined(lines: readonly Raw[]): Raw {
  const [first] = lines;
  if (!first) throw new Error('A record has at least one line.');
  if (lines.length === 1) return first;
  return { line: first.line, bytes: Buffer.from(lines.map(({ bytes }) => bytes.toString('latin1')).join('\n'), 'latin1') };
}

const unreadable = (raw: Raw, detail: string): CsvRecord => ({ ...raw, cells: undefined, errors: [{ pointer: '', detail }] });
