import type { ModusOperandi, ModusOperandiSightings, ModusOperandiSummary } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { type Caller, Cursors, type Page, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { FiguresReader } from '../figures/figures-reader.ts';
import { CatalogueRepository, type EntryPlace } from './catalogue.repository.ts';
import type { Entry } from './entry.schema.ts';
import { EvidenceService } from './evidence.service.ts';
import { answers } from './languages.ts';
import type { CatalogueQuery, ModusOperandiRevision, RevisionsQuery } from './modus-operandi.bodies.ts';
import type { Reading } from './reading.ts';
import { type CountBucket, type CountedBy, SightingsService } from './sightings.service.ts';
import { aliasesOf, type Around, namesOf, summaryOf, toldAuthor, viewOf } from './views.ts';

/** What a request says of how it reads. */
export interface Manner {
  /** Accept-Language, or one language. */
  readonly language?: string | undefined;
  /** The purpose that it states, for figures. */
  readonly purpose?: string | undefined;
}

/** Shows the catalogue to who may read it. */
@Injectable()
export class CatalogueService {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly evidence: EvidenceService,
    private readonly sightings: SightingsService,
    private readonly figures: FiguresReader,
    private readonly policy: PolicyContext,
    private readonly cursors: Cursors,
  ) {}

  /**
   * The entry that a key, a tag or an alias stands for to a caller: of several that he may see, what is decided before what is proposed, and
   * what is public before what is a community's.
   * @throws Problem 404, also for what is not for the caller
   */
  async resolve(caller: Caller, id: string): Promise<Entry> {
    this.policy.requireFresh();
    const [best] = (await this.catalogue.named({ caller }, id)).sort((one, other) => rank(one, id) - rank(other, id));
    if (best) return best;
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such entry, or it is not for you.' });
  }

  /** The entry that says now what this one said; nothing where it does itself, or where the other one is not for the caller. */
  async successor(caller: Caller, { mergedInto }: Entry): Promise<Entry | undefined> {
    return mergedInto === undefined ? undefined : (await this.catalogue.named({ caller }, mergedInto))[0];
  }

  async view(caller: Caller, entry: Entry, { language, purpose }: Manner): Promise<ModusOperandi> {
    const reading = { caller };
    const around = await this.aroundAll(reading, [entry], purpose);
    return viewOf(reading, entry, around(entry), language);
  }

  async seen(caller: Caller, entry: Entry, purpose: string | undefined): Promise<ModusOperandiSightings> {
    const audiences = await this.figures.audiencesOf(caller, purpose);
    return this.sightings.of(await this.namesFor({ caller }, entry), audiences);
  }

  async counts(caller: Caller, entry: Entry, audience: string, by: CountedBy, purpose: string | undefined): Promise<CountBucket[]> {
    const counted = await this.figures.audience(caller, audience, purpose);
    return this.sightings.counts(await this.namesFor({ caller }, entry), counted, by);
  }

  /** In the order of tags. What was merged and what is retired is listed where its status is asked for. */
  async page(caller: Caller, query: CatalogueQuery, manner: Manner): Promise<Page<ModusOperandiSummary>> {
    this.policy.requireFresh();
    const reading = { caller };
    const { cursor, limit, language: _, ...asked } = query;
    const { rows, ...next } = await this.cursors.page(
      { cursor, limit },
      { modiOperandi: asked, reader: readerOf(caller) },
      (after: EntryPlace | undefined, most) => this.matching(reading, query, manner, after, most),
      (entry) => [entry.tag, entry._id],
    );
    const around = await this.aroundAll(reading, rows, manner.purpose);
    return { rows: rows.map((entry) => summaryOf(reading, entry, around(entry), manner.language)), ...next };
  }

  /** Newest first, each as it stood then. */
  async revisions(caller: Caller, entry: Entry, query: RevisionsQuery, manner: Manner): Promise<Page<ModusOperandiRevision>> {
    const reading = { caller };
    const { rows, ...next } = await this.cursors.page(
      query,
      { revisions: entry._id, reader: readerOf(caller) },
      (after: readonly [revision: string] | undefined, most) =>
        this.catalogue.revisionsOf(reading, entry._id, after && Number(after[0]), most),
      ({ revision }) => [String(revision)],
    );
    const known = await this.evidence.known(reading, rows, manner.purpose);
    const shown = rows.map(({ entry: key, act, by, ...then }) => ({
      revision: then.revision,
      act,
      at: then.changedAt.toISOString(),
      by: toldAuthor(by, reading),
      entry: viewOf(reading, { ...then, _id: key }, { absorbed: [], known }, manner.language),
    }));
    return { rows: shown, ...next };
  }

  private async matching(
    reading: Reading,
    { status, stage, sector, country, q }: CatalogueQuery,
    { purpose }: Manner,
    after: EntryPlace | undefined,
    most: number,
  ): Promise<Entry[]> {
    const asked = {
      status: status ?? { $in: ['proposed', 'validated'] as const },
      ...(stage && { stage }),
      ...(sector && { $or: [{ 'sectors.section': sector }, { 'sectors.subsector': sector }] }),
    };
    const found: Entry[] = [];
    const absorbed = await this.catalogue.absorbedBy(reading);
    const audiences = country === undefined ? undefined : await this.figures.audiencesOf(reading.caller, purpose);
    for await (const entry of this.catalogue.listed(reading, asked, after)) {
      if (found.length === most) break;
      const merged = absorbed.get(entry._id) ?? [];
      if (q !== undefined && !answers(entry, aliasesOf(entry, merged), q)) continue;
      if (country === undefined || !audiences || entry.countries.includes(country)) found.push(entry);
      else if ((await this.sightings.of(namesOf(entry, merged), audiences)).countries.includes(country)) found.push(entry);
    }
    return found;
  }

  /** The names by which an entry is counted for a reader. */
  private async namesFor(reading: Reading, entry: Entry): Promise<string[]> {
    const absorbed = await this.catalogue.absorbedBy(reading, [entry._id]);
    return namesOf(entry, absorbed.get(entry._id) ?? []);
  }

  private async aroundAll(reading: Reading, entries: readonly Entry[], purpose: string | undefined): Promise<(entry: Entry) => Around> {
    const keys = entries.map(({ _id }) => _id);
    const absorbed = await this.catalogue.absorbedBy(reading, keys);
    const known = await this.evidence.known(reading, entries, purpose);
    const targets = await Promise.all(entries.map((entry) => this.successor(reading.caller, entry)));
    const targetOf = new Map(entries.map(({ _id }, i) => [_id, targets[i]]));
    return ({ _id }) => ({ absorbed: absorbed.get(_id) ?? [], target: targetOf.get(_id), known });
  }
}

/** Cursors are good only for whom they were given to. */
const readerOf = (caller: Caller) => (caller.kind === 'organisation' ? caller.organisation.id : caller.kind);

const RANKS = { validated: 0, proposed: 1, retired: 2, merged: 3 };

/** The lower the better. */
function rank(entry: Entry, id: string): number {
  const isAlias = entry._id !== id && entry.tag !== id;
  return (isAlias ? 100 : 0) + RANKS[entry.status] * 10 + (entry.candidate ? 2 : 0) + (entry.marking.tlp === 'clear' ? 0 : 1);
}
