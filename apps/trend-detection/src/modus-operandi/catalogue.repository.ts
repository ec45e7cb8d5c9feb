import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { isUUID } from 'class-validator';
import { type ClientSession, type Connection, type Model, mongo, type QueryFilter } from 'mongoose';
import { DUPLICATE_KEY } from '../counting/counting.collections.ts';
import type { Change } from './changes.ts';
import { claimsOf, publicRivals, tagIn } from './claims.ts';
import { Entry, EntryRevision, TagClaim } from './entry.schema.ts';
import { entriesFor, type Reading } from './reading.ts';

/** Where a page of entries ended. */
export type EntryPlace = readonly [tag: string, key: string];

/** A tag belongs to another entry. */
export class TagTaken extends Error {
  override readonly name = 'TagTaken';

  constructor(
    readonly tag: string,
    /** Key of the entry that it belongs to. */
    readonly entry: string,
  ) {
    super('The tag belongs to another entry.');
  }
}

/** As detection proposed it: every act of people makes another revision. */
const UNTOUCHED = { candidate: true, revision: 1 };

/** Of two that open entries under one tag at once, one meets the other's; then it looks again. */
const MOST_TURNS = 5;

@Injectable()
export class CatalogueRepository {
  constructor(
    @InjectModel(Entry.name) private readonly entries: Model<Entry>,
    @InjectModel(EntryRevision.name) private readonly revisions: Model<EntryRevision>,
    @InjectModel(TagClaim.name) private readonly claims: Model<TagClaim>,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** What a reader may know of under a key or a tag, be it an alias. */
  async named(reading: Reading, id: string): Promise<Entry[]> {
    const name: QueryFilter<Entry> = isUUID(id) ? { _id: id } : { $or: [{ tag: id }, { aliases: id }] };
    return this.entries.find({ $and: [entriesFor(reading), name] }).lean();
  }

  /** What was merged into some entries, or into any, as far as a reader may know of it; by their keys. */
  async absorbedBy(reading: Reading, keys?: readonly string[]): Promise<Map<string, Entry[]>> {
    const into = keys ? { $in: [...keys] } : { $exists: true };
    const found = await this.entries.find({ $and: [entriesFor(reading), { mergedInto: into }] }).lean();
    return Map.groupBy(found, ({ mergedInto = '' }) => mergedInto);
  }

  /** In the order of tags. */
  listed(reading: Reading, asked: QueryFilter<Entry>, after: EntryPlace | undefined): AsyncIterable<Entry> {
    const behind = after && { $or: [{ tag: { $gt: after[0] } }, { tag: after[0], _id: { $gt: after[1] } }] };
    return this.entries
      .find({ $and: [entriesFor(reading), asked, ...(behind ? [behind] : [])] })
      .sort({ tag: 1, _id: 1 })
      .lean()
      .cursor();
  }

  /** Newest first. Those that the reader could not have read when they were the present one are not for it now. */
  async revisionsOf(reading: Reading, key: string, before: number | undefined, limit: number): Promise<EntryRevision[]> {
    const own = { entry: key, ...(before !== undefined && { revision: { $lt: before } }) };
    return this.revisions
      .find({ $and: [entriesFor(reading), own] })
      .sort({ revision: -1 })
      .limit(limit)
      .lean();
  }

  async countOpenProposals(organisation: string): Promise<number> {
    return this.entries.countDocuments({ 'contributor.id': organisation, status: 'proposed' });
  }

  /** In a transaction, whoever reads. */
  async get(key: string, session: ClientSession): Promise<Entry | undefined> {
    return (await this.entries.findById(key).session(session).lean()) ?? undefined;
  }

  async mergedInto(key: string, session: ClientSession): Promise<Entry[]> {
    return this.entries.find({ mergedInto: key }).session(session).lean();
  }

  /** What detection proposes to an audience, and nobody has worked on. */
  async untouchedProposals(audience: string): Promise<Entry[]> {
    return this.entries.find({ ...UNTOUCHED, 'novelty.audience': audience }).lean();
  }

  /** Takes a proposal of detection back with all that there is of it, unless somebody works on it by now. */
  async removeUntouched(key: string, session: ClientSession): Promise<void> {
    const { deletedCount } = await this.entries.deleteOne({ ...UNTOUCHED, _id: key }, { session });
    if (deletedCount === 0) return;
    await this.revisions.deleteMany({ entry: key }, { session });
    await this.claims.deleteMany({ entry: key }, { session });
  }

  /** The entries to which these claims belong, by claim. */
  async holders(claims: readonly string[], session?: ClientSession): Promise<Map<string, string>> {
    const found = await this.claims
      .find({ _id: { $in: [...claims] } })
      .session(session ?? null)
      .lean();
    return new Map(found.map(({ _id, entry }) => [_id, entry]));
  }

  /** One transaction; it may be begun again. */
  async together<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    for (let turn = 1; ; turn += 1)
      try {
        return await this.connection.transaction((session) => work(session));
      } catch (error) {
        const met = error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
        if (!met || turn === MOST_TURNS) throw error;
      }
  }

  /**
   * Writes new revisions over those before them, and has the tags belong to who has them then.
   * @throws Problem 412 where another has written meanwhile; TagTaken
   */
  async write(changes: readonly Change[], session: ClientSession): Promise<void> {
    for (const { entry } of changes) await this.lay(entry, session);
    const revisions = changes.map(({ entry, act, by }) => ({ ...entry, _id: `${entry._id}|${entry.revision}`, entry: entry._id, act, by }));
    await this.revisions.insertMany(revisions, { session });
    for (const { entry } of changes) if (entry.mergedInto === undefined) await this.settleClaims(entry, changes, session);
  }

  private async lay(entry: Entry, session: ClientSession): Promise<void> {
    if (entry.revision === 1) {
      await this.entries.insertMany([entry], { session });
      return;
    }
    const { matchedCount } = await this.entries.replaceOne({ _id: entry._id, revision: entry.revision - 1 }, entry, { session });
    if (matchedCount === 0)
      throw new Problem({
        type: 'version-mismatch',
        status: 412,
        title: 'There is another version',
        detail: 'Somebody changed it in the meantime. GET it, and send the change again with its ETag in If-Match.',
      });
  }

  /** The tags of an entry, and of all that was merged into it, belong to it. */
  private async settleClaims(entry: Entry, changes: readonly Change[], session: ClientSession): Promise<void> {
    const absorbed = await this.mergedInto(entry._id, session);
    const wanted = new Set([entry, ...absorbed].flatMap(claimsOf));
    const family = [entry._id, ...changes.flatMap((change) => (change.entry.mergedInto === entry._id ? [change.entry._id] : []))];
    const held = await this.claims
      .find({ entry: { $in: family } })
      .session(session)
      .lean();
    const had = new Set(held.map(({ _id }) => _id));
    const fresh = [...wanted].filter((claim) => !had.has(claim));
    await this.requireFree(fresh, family, session);
    const over = held.filter(({ _id, entry: holder }) => !wanted.has(_id) || holder !== entry._id).map(({ _id }) => _id);
    const next = [...fresh, ...over.filter((claim) => wanted.has(claim))];
    if (over.length > 0) await this.claims.deleteMany({ _id: { $in: over } }, { session });
    if (next.length > 0)
      await this.claims.insertMany(
        next.map((_id) => ({ _id, entry: entry._id })),
        { session },
      );
  }

  private async requireFree(claims: readonly string[], family: readonly string[], session: ClientSession): Promise<void> {
    for (const [claim, holder] of await this.holders([...claims, ...publicRivals(claims)], session))
      if (!family.includes(holder)) throw new TagTaken(tagIn(claim), holder);
  }
}
