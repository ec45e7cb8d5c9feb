import type { BadLine } from '../quarantine/quarantine.service.ts';
import type { Submission } from '../reports/submission.ts';

/** A line that may be taken. */
export interface GoodLine {
  readonly line: number;
  readonly bytes: Buffer | undefined;
  readonly submission: Submission;
}

/** Lines that are committed and answered together. */
export class Chunk {
  static readonly LINES = 500;
  static readonly BYTES = 4 * 1024 * 1024;

  readonly good: GoodLine[] = [];
  readonly bad: BadLine[] = [];
  private bytes = 0;

  add(line: GoodLine | BadLine): void {
    this.bytes += line.bytes?.length ?? 0;
    if ('submission' in line) this.good.push(line);
    else this.bad.push(line);
  }

  get empty(): boolean {
    return this.good.length + this.bad.length === 0;
  }

  get full(): boolean {
    return this.good.length + this.bad.length >= Chunk.LINES || this.bytes >= Chunk.BYTES;
  }
}
