import { type ExpectedVersion, type OrganisationCaller, Problem, requireVersion, StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { CatalogueRepository, TagTaken } from './catalogue.repository.ts';
import { CatalogueService } from './catalogue.service.ts';
import type { Change, Made } from './changes.ts';
import type { Entry } from './entry.schema.ts';
import { maySee } from './reading.ts';
import { authorOf, requireInside } from './rights.ts';

/** What an act makes of an entry, first, and of others with it; nothing where it changes nothing. */
export type Plan = (entry: Entry, made: Made, session: ClientSession) => readonly Change[] | Promise<readonly Change[]>;

/** Every act is one transaction: the revisions, and whose the tags are then. */
@Injectable()
export class EntryWriter {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly reader: CatalogueService,
    private readonly clock: StoreClock,
  ) {}

  async made(caller: OrganisationCaller): Promise<Made> {
    return { by: authorOf(caller), at: await this.clock.now() };
  }

  /**
   * Changes an entry that the caller may see.
   * @throws Problem 404; 412 where it has another revision; 409 and 403 as the plan says; 409 where a tag belongs to another entry
   */
  async change(caller: OrganisationCaller, id: string, expected: ExpectedVersion, plan: Plan): Promise<Entry> {
    const { _id: key } = await this.reader.resolve(caller, id);
    const made = await this.made(caller);
    return this.write(caller, async (session) => {
      const entry = await this.current(caller, key, session);
      requireVersion(expected, entry.revision);
      const changes = await plan(entry, made, session);
      const [first] = changes;
      if (!first) return entry;
      requireInside(caller, entry, first.entry);
      await this.catalogue.write(changes, session);
      return first.entry;
    });
  }

  async open(caller: OrganisationCaller, change: Change): Promise<Entry> {
    requireInside(caller, undefined, change.entry);
    return this.write(caller, async (session) => {
      await this.catalogue.write([change], session);
      return change.entry;
    });
  }

  /** An entry as it is in a transaction, if the caller may still see it. @throws Problem 404 */
  async current(caller: OrganisationCaller, key: string, session: ClientSession): Promise<Entry> {
    const entry = await this.catalogue.get(key, session);
    if (entry && maySee({ caller }, entry)) return entry;
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such entry, or it is not for you.' });
  }

  private async write(caller: OrganisationCaller, work: (session: ClientSession) => Promise<Entry>): Promise<Entry> {
    try {
      return await this.catalogue.together(work);
    } catch (error) {
      if (!(error instanceof TagTaken)) throw error;
      throw await this.tagTaken(caller, error);
    }
  }

  /** Tags are claimed only where the caller may see everybody's entries, so it is told whose the tag is. */
  private async tagTaken(caller: OrganisationCaller, { tag, entry: key }: TagTaken): Promise<Problem> {
    const [holder] = await this.catalogue.named({ caller }, key);
    return new Problem({
      type: 'tag-taken',
      status: 409,
      title: 'The tag belongs to another entry',
      detail: `The tag ${tag} belongs to another entry${holder ? `, ${holder.tag}` : ''}. Change that one, propose a merge by a dispute, or take another tag.`,
      ...(holder && { members: { entry: holder._id } }),
    });
  }
}
