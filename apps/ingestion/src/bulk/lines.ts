const LF = 0x0a;
const CR = 0x0d;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** One line of a body, without its end. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** `undefined` where the line is longer than the limit; nothing of it is kept. */
  readonly bytes: Buffer | undefined;
}

/** Cuts a body into lines as it arrives, and holds no more than one line of it. A byte-order mark is dropped. */
export class LineSplitter {
  private number = 0;
  private pieces: Buffer[] = [];
  private length = 0;

  /** @param limit bytes that a line may have */
  constructor(private readonly limit: number) {}

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      this.keep(chunk.subarray(from, at));
      lines.push(this.finish());
      from = at + 1;
    }
    this.keep(chunk.subarray(from));
    return lines;
  }

  /** The last line, where the body does not end with a line end. */
  end(): Line[] {
    return this.length > 0 ? [this.finish()] : [];
  }

  private keep(piece: Buffer): void {
    if (piece.length === 0) return;
    this.length += piece.length;
    // one byte more: a carriage return belongs to the end of the line
    if (this.length <= this.limit + 1) this.pieces.push(piece);
    else this.pieces = [];
  }

  private finish(): Line {
    const tooLong = this.length > this.limit + 1;
    const [first, ...more] = this.pieces;
    let bytes = first && more.length > 0 ? Buffer.concat(this.pieces) : (first ?? Buffer.alloc(0));
    [this.pieces, this.length, this.number] = [[], 0, this.number + 1];
    if (bytes.at(-1) === CR) bytes = bytes.subarray(0, -1);
    if (this.number === 1 && bytes.subarray(0, BOM.length).equals(BOM)) bytes = bytes.subarray(BOM.length);
    return { number: this.number, bytes: tooLong || bytes.length > this.limit ? undefined : bytes };
  }
}

/** The lines of a body, as many at a time as one piece of it completes. */
export async function* linesOf(body: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Line[]> {
  const splitter = new LineSplitter(limit);
  for await (const chunk of body) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  yield splitter.end();
}
