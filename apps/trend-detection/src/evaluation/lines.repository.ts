import { type Measure, MEASURES } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import type { Series } from '../counting/series.ts';
import { type BucketDocument, EvaluationCollections, type FamilyDocument, type SignalDocument } from './evaluation.collections.ts';
import { fromLineDocument, type Line, lineId, toLineDocument } from './line.ts';

type Family = Pick<FamilyDocument, '_id' | 'from'>;

/** Numbers of lines. */
export interface Tested {
  readonly reports: number;
  readonly stated: number;
}

/** Lines, their signals, and what was made of a week. */
@Injectable()
export class LinesRepository {
  constructor(private readonly collections: EvaluationCollections) {}

  /** The lines of some series in all measures, by id. */
  async ofSeries({ _id: family, from }: Family, series: readonly Series[]): Promise<Map<string, Line>> {
    const ids = series.flatMap((one) => MEASURES.map((measure) => lineId({ family, series: one, measure })));
    const found = await this.collections.lines.find({ _id: { $in: ids } }).toArray();
    return new Map(found.map((document) => [document._id, fromLineDocument(document, from)]));
  }

  /** One line, with no counts where it is none. */
  async find(family: Family, series: Series, measure: Measure): Promise<Line> {
    const line = { family: family._id, series, measure, from: family.from, counts: [] };
    return (await this.ofSeries(family, [series])).get(lineId(line)) ?? line;
  }

  /** Lines in the order of their ids, some at a time. */
  async *inStretches({ _id: family, from }: Family, size: number): AsyncGenerator<Line[]> {
    let stretch: Line[] = [];
    const range = { _id: { $gte: `${family}|`, $lt: `${family}}` } };
    for await (const document of this.collections.lines.find(range).sort({ _id: 1 }).batchSize(size)) {
      stretch.push(fromLineDocument(document, from));
      if (stretch.length < size) continue;
      yield stretch;
      stretch = [];
    }
    if (stretch.length > 0) yield stretch;
  }

  /** How many lines are tested in a week: of reports, and of what reports state. */
  async tested(family: string): Promise<(week: number) => Tested> {
    const begin = { reports: [] as number[], stated: [] as number[] };
    for await (const { tested, measure } of this.collections.lines.find({ family }, { projection: { _id: 0, tested: 1, measure: 1 } }))
      begin[measure === 'reports' ? 'reports' : 'stated'].push(tested);
    const until = (weeks: readonly number[], week: number) => weeks.filter((tested) => tested <= week).length;
    return (week) => ({ reports: until(begin.reports, week), stated: until(begin.stated, week) });
  }

  /** Signals of changed lines take the place of those that they had from a week on, and then the lines are kept: a kill in between costs nothing. */
  async keep(changed: readonly { line: Line; from: number; signals: readonly SignalDocument[] }[]): Promise<void> {
    const { lines, signals } = this.collections;
    const replaced = await this.signalsFrom(new Map(changed.map(({ line, from }) => [lineId(line), from])));
    await this.collections.replace(
      signals,
      changed.flatMap((one) => one.signals),
      replaced,
    );
    const now = changed.map(({ line }) => line);
    await this.collections.replace(
      lines,
      now.filter(({ counts }) => counts.length > 0).map(toLineDocument),
      now.filter(({ counts }) => counts.length === 0).map(lineId),
    );
  }

  /** Signals of weeks that nobody has evaluated before. */
  async addSignals(signals: readonly SignalDocument[]): Promise<void> {
    if (signals.length > 0) await this.collections.replace(this.collections.signals, signals);
  }

  signalsOf(family: string, week: number): Promise<SignalDocument[]> {
    return this.collections.signals.find({ _id: { $gte: `${family}|${week}|`, $lt: `${family}|${week}}` } }).toArray();
  }

  /** Ids of the signals of some lines, of each from a week on. */
  private async signalsFrom(weeks: ReadonlyMap<string, number>): Promise<string[]> {
    const found = this.collections.signals.find({ line: { $in: [...weeks.keys()] } }, { projection: { line: 1, week: 1 } });
    return (await found.toArray()).filter(({ line, week }) => week >= (weeks.get(line) ?? Infinity)).map(({ _id }) => _id);
  }

  /** What stands of the weeks from one on, oldest first. */
  bucketsOf(family: string, from = -Infinity): Promise<BucketDocument[]> {
    return this.collections.buckets
      .find({ family, week: { $gte: from } })
      .sort({ week: 1 })
      .toArray();
  }

  /** A week without a rise has no document. */
  async keepBucket(bucket: BucketDocument): Promise<void> {
    const { _id } = bucket;
    const { buckets } = this.collections;
    await (bucket.rises.length === 0 ? this.collections.replace(buckets, [], [_id]) : this.collections.replace(buckets, [bucket]));
  }
}
