import { Injectable } from '@nestjs/common';
import type { AuditContent } from '@landbridge/contracts';
import type { mongo } from 'mongoose';
import { StoreClock } from '../clock.ts';
import { Cursors, type Page, type PageAsked, type Place } from '../cursors.ts';
import { AuditStore, type EntryDocument } from './audit-store.ts';

export interface AuditFilter {
  /** The organisation that asks. */
  readonly organisation: string;
  readonly object?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: string | undefined;
}

/** An entry that was not purged. */
export interface ListedEntry extends EntryDocument {
  readonly content: AuditContent;
  /** From when on the organisation that asks could read it here. */
  readonly toldAt: string;
}

/** Entries by when the organisation that asks could first read them, those of one instant in an order that says nothing, over all strands. */
@Injectable()
export class AuditListing {
  constructor(
    private readonly store: AuditStore,
    private readonly cursors: Cursors,
    private readonly clock: StoreClock,
  ) {}

  /** @throws Problem 400 for a cursor that is not good here */
  async page(filter: AuditFilter, asked: PageAsked): Promise<Page<ListedEntry>> {
    const { organisation, object, action } = filter;
    const now = (await this.clock.now()).toISOString();
    const which = {
      ...(object !== undefined && { 'content.objects.id': object }),
      ...(action !== undefined && { 'content.action': action }),
    };
    const own = { ...which, 'content.actor.organisation': organisation };
    const othersDid = { ...which, 'content.owner': organisation, 'content.actor.organisation': { $ne: organisation } };
    return this.cursors.page(
      asked,
      { audit: filter },
      async (after: Place | undefined, limit) => {
        const found = await Promise.all([
          this.find('content.at', [own, ...since('content.at', filter, after)], limit),
          this.find('ownerToldAt', [othersDid, { ownerToldAt: { $not: { $gt: now } } }, ...since('ownerToldAt', filter, after)], limit),
        ]);
        return found.flat().sort(inOrder).slice(0, limit);
      },
      ({ toldAt, contentDigest }) => [toldAt, contentDigest],
    );
  }

  private async find(told: Told, query: mongo.Filter<EntryDocument>[], limit: number): Promise<ListedEntry[]> {
    const found = await this.store.entries
      .find({ $and: query })
      .sort({ [told]: 1, contentDigest: 1 })
      .limit(limit)
      .toArray();
    return found.flatMap(({ content, ...entry }): ListedEntry[] => {
      const toldAt = told === 'ownerToldAt' ? entry.ownerToldAt : content?.at;
      return content && toldAt !== undefined ? [{ ...entry, content, toldAt }] : [];
    });
  }
}

/** Where it stands from when on an entry could be read. */
type Told = 'content.at' | 'ownerToldAt';

function since(told: Told, { from }: AuditFilter, after: Place | undefined): mongo.Filter<EntryDocument>[] {
  return [
    ...(from === undefined ? [] : [{ [told]: { $not: { $lt: new Date(from).toISOString() } } }]),
    ...(after ? [{ $or: [{ [told]: { $gt: after[0] } }, { [told]: after[0], contentDigest: { $gt: after[1] } }] }] : []),
  ];
}

function inOrder(one: ListedEntry, other: ListedEntry): number {
  const [a, b] = [`${one.toldAt} ${one.contentDigest}`, `${other.toldAt} ${other.contentDigest}`];
  return a < b ? -1 : 1;
}
