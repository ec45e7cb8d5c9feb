import { randomBytes, randomUUID } from 'node:crypto';
import type { mongo } from 'mongoose';
import { Dice } from '../dice.ts';
import type { DrawnReport } from './live-series.ts';

/** Documents in one insert. */
const BATCH = 2_000;
/** Bytes of the signature of a narrative. */
const SIGNATURE = 256;
const ORGANISATIONS = 40;
const WEEK_DAYS = 7;

/** What trend-detection has counted of one report. Those that are laid into the store are like one that it has counted itself. */
export interface CountedReport {
  readonly _id: string;
  readonly report: string;
  readonly generation: string;
  readonly stamp: number;
  readonly counted: {
    readonly organisation: string;
    readonly cell: string;
    readonly series: readonly string[];
    readonly recorded: number;
    readonly occurred: number;
    readonly accepted: number;
    readonly amounts: Readonly<Record<string, number>>;
  };
}

type Slots = Record<string, number>;

interface Counter {
  readonly _id: string;
  readonly key: string;
  readonly upTo: number;
  readonly dirty?: true;
  readonly sums: Record<string, { r: Slots; e: Slots }>;
}

/**
 * Lays reports into trend-detection's store as counting would, through whose door they would take minutes: contributions, and counters of a
 * partition of their own.
 * @param models what was counted of reports that went through the door, one of each cell
 * @param monday of week 0, as an epoch day @param dirty whether they are still to be evaluated
 */
export async function fillCounts(
  database: mongo.Db,
  reports: readonly DrawnReport[],
  { models, monday, partition, dirty }: { models: readonly CountedReport[]; monday: number; partition: string; dirty: boolean },
): Promise<void> {
  const dice = new Dice(5);
  const organisations = Array.from({ length: ORGANISATIONS }, () => randomUUID());
  const counters = new Map<string, Counter>();
  const contributions = reports.map(({ week, series }, stamp): CountedReport => {
    const model = dice.one(models);
    const day = monday + WEEK_DAYS * week + Math.floor(dice.next() * WEEK_DAYS);
    const report = randomUUID();
    const amounts = { reports: 1, ...(dice.next() < 0.5 && { victim: 1 + Math.floor(dice.next() * 3) }) };
    const signature = { signature: randomBytes(SIGNATURE).toString('base64') };
    const own = { organisation: dice.one(organisations), series, recorded: day, occurred: day, accepted: day, amounts, ...signature };
    const contribution = { ...model, _id: `${model.generation}|${report}`, report, stamp, counted: { ...model.counted, ...own } };
    for (const one of series) count(counters, contribution, one, partition, dirty);
    return contribution;
  });
  await insert(database.collection('contributions'), contributions);
  await insert(database.collection('counters'), [...counters.values()]);
}

function count(
  counters: Map<string, Counter>,
  { generation, stamp, counted }: CountedReport,
  series: string,
  partition: string,
  dirty: boolean,
): void {
  const { cell, recorded, amounts } = counted;
  const year = new Date(recorded * 86_400_000).getUTCFullYear();
  const key = `${generation}|${series}`;
  const _id = `${key}|day|${year}|${cell}|${partition}`;
  const counter = counters.get(_id) ?? { _id, key, upTo: stamp, ...(dirty && { dirty }), sums: {} };
  counters.set(_id, counter);
  for (const [measure, amount] of Object.entries(amounts)) {
    const { r, e } = (counter.sums[measure] ??= { r: {}, e: {} });
    for (const slots of [r, e]) slots[recorded] = (slots[recorded] ?? 0) + amount;
  }
}

async function insert(collection: mongo.Collection, documents: readonly object[]): Promise<void> {
  for (let from = 0; from < documents.length; from += BATCH)
    await collection.insertMany(documents.slice(from, from + BATCH), { ordered: false });
}
