import { type Measure, MEASURES } from '@landbridge/contracts';
import type { Tested } from '@landbridge/detection';
import { Injectable } from '@nestjs/common';
import type { Series } from '../counting/series.ts';
import { type BucketDocument, EvaluationCollections, type SignalDocument } from './evaluation.collections.ts';
import { fromLineDocument, type Line, type LineFamily, lineId, lineIn, toLineDocument } from './line.ts';

/** Lines, their signals, and what was made of a bucket. */
@Injectable()
export class LinesRepository {
  constructor(private readonly collections: EvaluationCollections) {}

  /** The lines of some series in all measures, by id. */
  async ofSeries(family: LineFamily, series: readonly Series[]): Promise<Map<string, Line>> {
    const ids = series.flatMap((one) => MEASURES.map((measure) => lineId({ family: family._id, series: one, measure })));
    const found = await this.collections.lines.find({ _id: { $in: ids } }).toArray();
    return new Map(found.map((document) => [document._id, fromLineDocument(document, family)]));
  }

  /** One line, with no counts where it is none. */
  async find(family: LineFamily, series: Series, measure: Measure): Promise<Line> {
    const line = lineIn(family, series, measure);
    return (await this.ofSeries(family, [series])).get(lineId(line)) ?? line;
  }

  /** Lines in the order of their ids, some at a time. */
  async *inStretches(family: LineFamily, size: number): AsyncGenerator<Line[]> {
    let stretch: Line[] = [];
    const range = { _id: { $gte: `${family._id}|`, $lt: `${family._id}}` } };
    for await (const document of this.collections.lines.find(range).sort({ _id: 1 }).batchSize(size)) {
      stretch.push(fromLineDocument(document, family));
      if (stretch.length < size) continue;
      yield stretch;
      stretch = [];
    }
    if (stretch.length > 0) yield stretch;
  }

  /** How many lines are tested in a bucket: of reports, and of what reports state. */
  async tested(family: string): Promise<(bucket: number) => Tested> {
    const begin = { reports: [] as number[], stated: [] as number[] };
    for await (const { tested, measure } of this.collections.lines.find({ family }, { projection: { _id: 0, tested: 1, measure: 1 } }))
      begin[measure === 'reports' ? 'reports' : 'stated'].push(tested);
    const until = (buckets: readonly number[], bucket: number) => buckets.filter((tested) => tested <= bucket).length;
    return (bucket) => ({ reports: until(begin.reports, bucket), stated: until(begin.stated, bucket) });
  }

  /** Signals of changed lines take the place of those that they had from a bucket on, and then the lines are kept: a kill in between costs nothing. */
  async keep(changed: readonly { line: Line; from: number; signals: readonly SignalDocument[] }[]): Promise<void> {
    const { lines } = this.collections;
    const replaced = await this.signalsFrom(new Map(changed.map(({ line, from }) => [lineId(line), from])));
    const signals = changed.flatMap((one) => one.signals);
    await this.collections.replace(this.collections.signals, signals, replaced);
    const now = changed.map(({ line }) => line);
    await this.collections.replace(
      lines,
      now.filter(({ counts }) => counts.length > 0).map(toLineDocument),
      now.filter(({ counts }) => counts.length === 0).map(lineId),
    );
  }

  /** Signals of some lines take the place of those that they had from a bucket on. */
  async keepSignals(lines: readonly Line[], from: number, signals: readonly SignalDocument[]): Promise<void> {
    const replaced = await this.signalsFrom(new Map(lines.map((line) => [lineId(line), from])));
    await this.collections.replace(this.collections.signals, signals, replaced);
  }

  /** Signals of buckets that nobody has evaluated before. */
  async addSignals(signals: readonly SignalDocument[]): Promise<void> {
    if (signals.length > 0) await this.collections.replace(this.collections.signals, signals);
  }

  signalsOf(family: string, bucket: number): Promise<SignalDocument[]> {
    return this.collections.signals.find({ _id: { $gte: `${family}|${bucket}|`, $lt: `${family}|${bucket}}` } }).toArray();
  }

  /** Ids of the signals of some lines, of each from a bucket on. */
  private async signalsFrom(oldest: ReadonlyMap<string, number>): Promise<string[]> {
    const found = this.collections.signals.find({ line: { $in: [...oldest.keys()] } }, { projection: { line: 1, bucket: 1 } });
    return (await found.toArray()).filter(({ line, bucket }) => bucket >= (oldest.get(line) ?? Infinity)).map(({ _id }) => _id);
  }

  /** What stands of the buckets from one on, oldest first. */
  bucketsOf(family: string, from = -Infinity): Promise<BucketDocument[]> {
    return this.collections.buckets
      .find({ family, bucket: { $gte: from } })
      .sort({ bucket: 1 })
      .toArray();
  }

  /** A bucket without a rise has no document. */
  async keepBucket(bucket: BucketDocument): Promise<void> {
    const { _id } = bucket;
    const { buckets } = this.collections;
    await (bucket.rises.length === 0 ? this.collections.replace(buckets, [], [_id]) : this.collections.replace(buckets, [bucket]));
  }
}
