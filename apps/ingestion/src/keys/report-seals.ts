import { Injectable } from '@nestjs/common';
import type { ReportInput } from '@landbridge/contracts';
import { KeyRing, open, seal } from '@landbridge/platform';

/** The words of a report. They lie encrypted and never leave this service but through its own GET. */
export type ReportTexts = Pick<ReportInput, 'narrative' | 'references' | 'externalIds'>;

/** One data key per report, wrapped by the network key. Destroying the wrapped key destroys the words of all its revisions. */
@Injectable()
export class ReportSeals {
  constructor(private readonly keys: KeyRing) {}

  /**
   * @param held the report's wrapped key, where it has one already
   * @returns the sealed texts and the wrapped key to be kept; nothing where there are no texts
   */
  seal(id: string, revision: number, texts: ReportTexts, held?: Buffer): { texts?: Buffer; key?: Buffer } {
    if (Object.keys(texts).length === 0) return held ? { key: held } : {};
    const { key, wrapped } = held ? { key: this.keys.unwrap(id, held), wrapped: held } : this.keys.newDataKey(id);
    return { texts: seal(key, `${id}:${revision}`, Buffer.from(JSON.stringify(texts))), key: wrapped };
  }

  /**
   * Seals other words that belong to a report and are destroyed with it.
   * @param what which words they are, to be named again when they are opened
   * @param held the report's wrapped key, where it has one already
   */
  sealWords(id: string, what: string, words: string, held?: Buffer): { words: Buffer; key: Buffer } {
    const { key, wrapped } = held ? { key: this.keys.unwrap(id, held), wrapped: held } : this.keys.newDataKey(id);
    return { words: seal(key, `${id}:${what}`, Buffer.from(words)), key: wrapped };
  }

  /** @returns the words; nothing where there were none or the key was destroyed */
  openWords(id: string, what: string, words: Buffer | undefined, key: Buffer | undefined): string | undefined {
    return words && key && open(this.keys.unwrap(id, key), `${id}:${what}`, words).toString('utf8');
  }

  /** @returns the texts; none where there were none or the key was destroyed */
  open(id: string, revision: number, texts: Buffer | undefined, key: Buffer | undefined): ReportTexts {
    if (!texts || !key) return {};
    return JSON.parse(open(this.keys.unwrap(id, key), `${id}:${revision}`, texts).toString('utf8')) as ReportTexts;
  }
}

/** What an organisation sent that belongs to no report, under one key for each: derived, so that nothing needs to be stored. */
@Injectable()
export class QuarantineSeals {
  private readonly derived = new Map<string, Buffer>();

  constructor(private readonly keys: KeyRing) {}

  seal(organisation: string, entry: string, bytes: Buffer): Buffer {
    return seal(this.keyOf(organisation), entry, bytes);
  }

  open(organisation: string, entry: string, sealed: Buffer): Buffer {
    return open(this.keyOf(organisation), entry, sealed);
  }

  private keyOf(organisation: string): Buffer {
    const known = this.derived.get(organisation) ?? this.keys.derive(`quarantine:${organisation}`);
    this.derived.set(organisation, known);
    return known;
  }
}
