import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DISCLOSED_LEVELS, type Disclosure, type DisclosureChannel } from '@landbridge/contracts';
import type { Place } from '@landbridge/platform';
import type { MemberReader } from '@landbridge/sharing';
import type { ClientSession, mongo } from 'mongoose';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { dayOf } from '../reports/report.documents.ts';
import { IngestionStore } from '../store/ingestion-store.ts';

export interface DisclosureDocument extends Disclosure {
  readonly _id: string;
  /** Day of `at`, by which the owner's list is ordered: some readers are told by the day only. */
  readonly on: string;
  /** Where its reader stands in the owner's list of recipients. It tells nobody who that is. */
  readonly place: string;
  /** RED: only the person who read it had it, and not the organisation. */
  readonly personal?: true;
}

/** Who had something: an organisation by whoever reads for it, and what is RED a person alone. */
export type Had = Pick<MemberReader, 'organisation' | 'person'>;

type Level = Disclosure['level'];

/** What one reader was shown of a report for one purpose. */
export interface Shown extends Pick<Disclosure, 'reader' | 'person' | 'purpose' | 'level' | 'revision'> {
  readonly channels: readonly DisclosureChannel[];
  readonly first: string;
  readonly last: string;
}

/** A reader of a report, and where it stands among all of them. */
export type Recipient = Pick<DisclosureDocument, 'reader' | 'place'>;

/** Looks of which the owner is not told before their day has ended: by whom, and of which day. */
export interface Untold {
  readonly readers: readonly string[];
  /** YYYY-MM-DD */
  readonly from: string;
}

/** Who was shown what. */
@Injectable()
export class DisclosuresRepository implements OnModuleInit {
  private readonly disclosures: mongo.Collection<DisclosureDocument>;

  constructor(
    store: IngestionStore,
    private readonly digests: KeyedDigests,
  ) {
    this.disclosures = store.collection('disclosures');
  }

  async onModuleInit(): Promise<void> {
    await this.disclosures.createIndexes([
      { key: { report: 1, on: 1, _id: 1 } },
      { key: { report: 1, place: 1 } },
      { key: { reader: 1, report: 1 } },
    ]);
  }

  /** Written before the act: what is not on record is not shown. */
  async insert(disclosures: readonly (Disclosure & Pick<DisclosureDocument, 'personal'>)[]): Promise<void> {
    if (disclosures.length === 0) return;
    const documents = disclosures.map((disclosure) => ({ _id: randomUUID(), ...this.toKeep(disclosure) }));
    await this.disclosures.insertMany(documents, { ordered: false });
  }

  /** What others disclosed, as they tell it. One with the same id is there already. */
  async add(disclosures: readonly { readonly id: string; readonly disclosure: Disclosure }[], session: ClientSession): Promise<void> {
    if (disclosures.length === 0) return;
    await this.disclosures.bulkWrite(
      disclosures.map(({ id, disclosure }) => ({
        updateOne: { filter: { _id: id }, update: { $setOnInsert: this.toKeep(disclosure) }, upsert: true },
      })),
      { ordered: false, session },
    );
  }

  /** One look of each who read a report here, under its id. What is RED is left out: its persons are told by their names on it. */
  async readOf(report: string): Promise<(Disclosure & { readonly id: string })[]> {
    const firsts = await this.disclosures
      .aggregate<{ first: string }>([
        { $match: { report, channel: 'rest', personal: { $exists: false } } },
        { $group: { _id: { reader: '$reader', person: '$person' }, first: { $min: '$_id' } } },
      ])
      .toArray();
    const looks = await this.disclosures.find({ _id: { $in: firsts.map(({ first }) => first) } }).toArray();
    return looks.map(({ _id: id, on: _on, place: _place, ...disclosure }) => ({ ...disclosure, id }));
  }

  async wasShown(report: string, who: Had): Promise<boolean> {
    return (await this.disclosures.findOne({ report, ...hadBy(who) }, { projection: { _id: 1 } })) !== null;
  }

  /** Which reports a reader was shown, in the order of their ids: one for each look, of at most so many looks. */
  async reportsHadBy(who: Had, after: string | undefined, looks: number): Promise<string[]> {
    const { reader, ...how } = hadBy(who);
    const found = await this.disclosures
      .aggregate<Pick<DisclosureDocument, 'report'>>([
        { $match: { reader, ...(after !== undefined && { report: { $gt: after } }) } },
        { $match: how },
        { $sort: { report: 1 } },
        { $limit: looks },
        { $project: { report: 1 } },
      ])
      .toArray();
    return found.map(({ report }) => report);
  }

  /** The most that a reader was ever shown of each report for a purpose. */
  async levelsHad({ reader, purpose }: Pick<Disclosure, 'reader' | 'purpose'>, reports: readonly string[]): Promise<Map<string, Level>> {
    const found = await this.disclosures
      .aggregate<{ _id: string; levels: Level[] }>([
        { $match: { reader, purpose, report: { $in: [...reports] } } },
        { $group: { _id: '$report', levels: { $addToSet: '$level' } } },
      ])
      .toArray();
    return new Map(found.map(({ _id, levels }) => [_id, highest(levels)]));
  }

  /** Who has read a report here since a day began. */
  readersSince(report: string, from: string): Promise<string[]> {
    return this.disclosures.distinct('reader', { report, on: { $gte: from }, channel: 'rest' });
  }

  /** Readers of a report behind a place, in the order of their places. It looks at no more than their own looks. */
  async recipients(report: string, untold: Untold, after: string | undefined, limit: number): Promise<Recipient[]> {
    const found = new Map<string, Recipient>();
    for (let from = after; found.size < limit;) {
      const looks = await this.disclosures
        .find({ report, ...(from !== undefined && { place: { $gt: from } }), ...without(untold) })
        .project<Recipient>({ _id: 0, reader: 1, place: 1 })
        .sort({ place: 1 })
        .limit(limit)
        .toArray();
      for (const recipient of looks) found.set(recipient.place, recipient);
      // the other looks of the last one are passed over
      from = looks.at(-1)?.place;
      if (looks.length < limit) break;
    }
    return [...found.values()].slice(0, limit);
  }

  /** What was shown of a report to each person of these readers, for each purpose. */
  shownToEach(report: string, untold: Untold, recipients: readonly Recipient[]): Promise<Shown[]> {
    return this.shown({ report, place: { $in: recipients.map(({ place }) => place) }, ...without(untold) });
  }

  /** What one was shown of a report, for each purpose. */
  shownTo(report: string, who: Had): Promise<Shown[]> {
    return this.shown({ report, ...hadBy(who) });
  }

  private async shown(filter: mongo.Filter<DisclosureDocument>): Promise<Shown[]> {
    const found = await this.disclosures
      .aggregate<
        Omit<Shown, 'level' | 'reader' | 'person' | 'purpose'> & { _id: Pick<Shown, 'reader' | 'person' | 'purpose'>; levels: Level[] }
      >([
        { $match: filter },
        {
          $group: {
            _id: { reader: '$reader', person: '$person', purpose: '$purpose' },
            levels: { $addToSet: '$level' },
            channels: { $addToSet: '$channel' },
            first: { $min: '$at' },
            last: { $max: '$at' },
            revision: { $max: '$revision' },
          },
        },
      ])
      .toArray();
    return found.map(({ _id, levels, ...rest }) => ({ ..._id, ...rest, level: highest(levels) }));
  }

  private toKeep<T extends Disclosure>(disclosure: T): T & Pick<DisclosureDocument, 'on' | 'place'> {
    const { report, reader, at } = disclosure;
    return { ...disclosure, on: dayOf(at), place: this.digests.ofIdentity(report, `recipient\n${reader}`) };
  }

  /** A page of one report's disclosures, oldest day first. */
  list(report: string, untold: Untold, after: Place | undefined, limit: number): Promise<DisclosureDocument[]> {
    const beyond = after ? [{ $or: [{ on: { $gt: after[0] } }, { on: after[0], _id: { $gt: after[1] } }] }] : [];
    return this.disclosures
      .find({ $and: [{ report, ...without(untold) }, ...beyond] })
      .sort({ on: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }
}

function without({ readers, from }: Untold): mongo.Filter<DisclosureDocument> {
  return readers.length === 0 ? {} : { $nor: [{ reader: { $in: [...readers] }, on: { $gte: from }, channel: 'rest' }] };
}

function hadBy({ organisation: reader, person }: Had) {
  return { reader, $or: [{ personal: { $exists: false } }, ...(person === undefined ? [] : [{ person }])] };
}

export function highest(levels: readonly Level[]): Level {
  return DISCLOSED_LEVELS.findLast((level) => levels.includes(level)) ?? 'existence';
}
