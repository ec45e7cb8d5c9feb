import { Injectable } from '@nestjs/common';
import type { Disclosure, StructuredReport, UsePurpose } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { canSee, isOwner, type Reader, shownTo, strictestAttribution } from '@landbridge/sharing';
import { mongo } from 'mongoose';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { Cursors } from './cursor.ts';
import { notFound } from './refused-request.ts';
import type { ReportAnswer, ReportList, WithdrawnAnswer } from './report.answers.ts';
import {
  type HeldReport,
  type PastRevision,
  pastStructureOf,
  type ReportDocument,
  structureOf,
  type WithdrawnReport,
} from './report.documents.ts';
import { filterOf } from './report-filter.ts';
import type { ListQuery } from './report.query.ts';
import { ReportsRepository } from './reports.repository.ts';

/** Who reads, and what for. */
export interface Reading {
  readonly reader: Reader & { readonly organisation: string };
  readonly purpose: UsePurpose;
}

/** Shows reports. Every look at one above CLEAR by somebody else than its owner is on record before it is answered. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly disclosures: DisclosuresRepository,
    private readonly seals: ReportSeals,
    private readonly cursors: Cursors,
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  async get(reading: Reading, id: string): Promise<ReportAnswer | WithdrawnAnswer> {
    const found = await this.requireFound(id);
    if (isOwner(reading.reader, found)) {
      this.policy.requireFresh();
      return found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key);
    }
    if (!this.isVisible(reading, found)) return this.tombstoneFor(reading, id);
    const shown = structureOf(found);
    await this.record(reading, [shown]);
    return answerOf(shownTo(reading.reader, shown), found);
  }

  /** All revisions that the reader may see, oldest first. */
  async history(reading: Reading, id: string): Promise<(ReportAnswer | WithdrawnAnswer)[]> {
    const found = await this.requireFound(id);
    const own = isOwner(reading.reader, found);
    if (own) this.policy.requireFresh();
    const past = await this.reports.findPast(id, found.revision);
    if (own)
      return [
        ...past.map((revision) => this.own(pastStructureOf(revision), revision, found.key)),
        found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key),
      ];
    if (!this.isVisible(reading, found)) return [await this.tombstoneFor(reading, id)];
    const visible = [
      ...past
        .filter((revision) => this.isVisible(reading, { ...revision, state: 'held' }))
        .map((kept) => ({ kept, report: pastStructureOf(kept) })),
      { kept: found, report: structureOf(found) },
    ];
    await this.record(
      reading,
      visible.map(({ report }) => report),
    );
    return visible.map(({ kept, report }) => {
      const attribution = strictestAttribution(found.attribution, report.attribution);
      return answerOf(shownTo(reading.reader, { ...report, attribution }), kept);
    });
  }

  async list(reading: Reading, query: ListQuery): Promise<ReportList> {
    const { reader, purpose } = reading;
    if (query.mine !== 'true') this.policy.requireFresh();
    const { cursor, limit, ...filters } = query;
    const bound = { organisation: reader.organisation, purpose, ...filters };
    const [recordedAt, id] = cursor === undefined ? [] : this.cursors.read(cursor, bound);
    const after = recordedAt !== undefined && id !== undefined ? { recordedAt, id } : undefined;
    const found = await this.reports.list(filterOf(query, reader, purpose), after, limit + 1);
    const page = found.slice(0, limit);
    const others = page.flatMap((report) => (report.state === 'held' && !isOwner(reader, report) ? [structureOf(report)] : []));
    await this.record(reading, others);
    const last = found.length > limit ? page.at(-1) : undefined;
    return {
      reports: page.map((report) => this.listed(reading, report)),
      ...(last ? { next: this.cursors.write([last.recordedAt, last._id], bound) } : {}),
    };
  }

  /** @throws Problem 404 unless the report is the caller's own */
  async requireOwn(reader: Reader, id: string): Promise<void> {
    if (!isOwner(reader, await this.requireFound(id))) throw notFound();
  }

  private async requireFound(id: string): Promise<ReportDocument> {
    const found = await this.reports.find(id);
    if (!found) throw notFound();
    return found;
  }

  private isVisible({ reader, purpose }: Reading, report: ReportDocument | (PastRevision & { state: 'held' })): report is HeldReport {
    if (report.state === 'withdrawn') return false;
    if (report.marking.tlp !== 'clear') this.policy.requireFresh();
    return canSee(reader, purpose, report) === 'full';
  }

  /** Whoever had a report may know for ever that it was taken back, or from this reader. */
  private async tombstoneFor({ reader }: Reading, id: string): Promise<WithdrawnAnswer> {
    if (await this.disclosures.wasShown(id, reader.organisation)) return { id, state: 'withdrawn' };
    throw notFound();
  }

  private listed({ reader }: Reading, found: ReportDocument): ReportAnswer | WithdrawnAnswer {
    if (found.state === 'withdrawn') return isOwner(reader, found) ? ownTombstone(found) : { id: found._id, state: 'withdrawn' };
    return answerOf(shownTo(reader, structureOf(found)), found);
  }

  private own(
    report: StructuredReport,
    { revisedAt, texts }: Pick<HeldReport, 'revisedAt' | 'texts'>,
    key: Buffer | undefined,
  ): ReportAnswer {
    return { ...answerOf(report, { revisedAt }), ...this.seals.open(report.id, report.revision, texts, key) };
  }

  private async record({ reader, purpose }: Reading, shown: readonly StructuredReport[]): Promise<void> {
    const at = this.clock.now().toISOString();
    const disclosures = shown
      .filter(({ marking }) => marking.tlp !== 'clear')
      .map(({ id, revision }): Disclosure => ({ report: id, revision, reader: reader.organisation, channel: 'rest', purpose, at }));
    if (disclosures.length === 0) return;
    await this.disclosures.add(disclosures.map((disclosure) => ({ id: new mongo.ObjectId().toHexString(), disclosure })));
    await this.disclosures.tellOfWithdrawals(disclosures);
  }
}

function answerOf(report: ReturnType<typeof shownTo>, { revisedAt }: Pick<HeldReport, 'revisedAt'>): ReportAnswer {
  return { ...report, state: 'held', revisedAt };
}

function ownTombstone({ _id, revision, revisedAt, reason }: WithdrawnReport): WithdrawnAnswer {
  return { id: _id, state: 'withdrawn', revision, revisedAt, reason };
}
