import { Injectable } from '@nestjs/common';
import type { StructuredReport, Visibility } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Clock, Cursors, type Place } from '@landbridge/platform';
import { canSee, isOwner, type MemberReader, type SharedReport, strictestAttribution } from '@landbridge/sharing';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { type Look, LooksService } from '../disclosures/looks.service.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { isShown, least, ownTombstone, type Reading, type Shown, shownAs } from './reading.ts';
import { notFound } from './refused-request.ts';
import type { ReportAnswer, ReportList, RestrictedAnswer, WithdrawnAnswer } from './report.answers.ts';
import { dayOf, type HeldReport, pastStructureOf, type ReportDocument, structureOf } from './report.documents.ts';
import { listsIdsOnly, requireUnnarrowed } from './report-filter.ts';
import type { ListQuery } from './report.query.ts';
import { ReportsRepository } from './reports.repository.ts';
import { isTakenBackFrom, TakenBackReports } from './taken-back.ts';

/** Shows reports. Every look at one above CLEAR by somebody else than its owner is on record before it is answered. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly reports: ReportsRepository,
    private readonly disclosures: DisclosuresRepository,
    private readonly takenBack: TakenBackReports,
    private readonly looks: LooksService,
    private readonly seals: ReportSeals,
    private readonly cursors: Cursors,
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  async get(reading: Reading, id: string): Promise<ReportAnswer | RestrictedAnswer | WithdrawnAnswer> {
    return this.show(reading, id, await this.reports.find(id));
  }

  /** All revisions that the reader may see, oldest first. None is shown in a fuller form, or tells more of its sender, than the last. */
  async history(reading: Reading, id: string): Promise<(ReportAnswer | RestrictedAnswer | WithdrawnAnswer)[]> {
    const found = await this.reports.find(id);
    if (!found) return [await this.show(reading, id, found)];
    if (isOwner(reading.reader, found)) return this.ownHistory(found);
    const last = this.levelOf(reading, found);
    if (found.state === 'withdrawn' || !isShown(last)) return [await this.show(reading, id, found)];
    const past = await this.reports.findPast(id, found.revision);
    const visible = [
      ...past.map((kept) => ({
        kept,
        report: pastStructureOf(kept),
        // who hides now hid then: its agreements open no earlier revision
        level: least(
          last,
          this.seenOf(reading, { ...kept, ...grantsOf(found), attribution: strictestAttribution(found.attribution, kept.attribution) }),
        ),
      })),
      { kept: found, report: structureOf(found), level: last },
    ].filter((revision): revision is typeof revision & { level: Shown } => isShown(revision.level));
    await this.looks.record(reading, visible);
    return visible.map(({ kept, report, level }) => {
      const attribution = strictestAttribution(found.attribution, report.attribution);
      return shownAs(reading.reader, { ...report, attribution }, kept, level);
    });
  }

  async list(reading: Reading, query: ListQuery): Promise<ReportList> {
    const { reader, purpose } = reading;
    if (query.mine !== 'true') this.policy.requireFresh();
    const { cursor: _cursor, limit: _limit, ...filters } = query;
    const bound = { organisation: reader.organisation, purpose, ...filters };
    if (listsIdsOnly(query)) {
      requireUnnarrowed(query);
      return query.status === 'restricted' ? this.listRestricted(reading, query, bound) : this.listTakenBack(reader, query, bound);
    }
    const today = dayOf(this.clock.now().toISOString());
    const { rows, ...next } = await this.cursors.page(
      query,
      bound,
      (after: Place | undefined, most: number) => this.reports.list(reading, query, today, after, most),
      ({ recordedOn, _id }) => [recordedOn, _id],
    );
    await this.looks.record(
      reading,
      rows.flatMap((report) => this.lookAt(reading, report)),
    );
    return { reports: rows.flatMap((report) => this.listed(reading, report)), ...next };
  }

  /** @throws Problem 404 unless the report is the caller's own */
  async requireOwn(reader: MemberReader, id: string): Promise<void> {
    const found = await this.reports.find(id);
    if (!found || !isOwner(reader, found)) throw notFound();
  }

  /** What is not there is answered as late, and with the same problems, as what is not for this reader. */
  private async show(
    reading: Reading,
    id: string,
    found: ReportDocument | null,
  ): Promise<ReportAnswer | RestrictedAnswer | WithdrawnAnswer> {
    const { reader } = reading;
    if (found && isOwner(reader, found)) {
      this.policy.requireFresh();
      return found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key);
    }
    const level = found ? this.levelOf(reading, found) : 'none';
    if (!found || found.state === 'withdrawn' || level === 'none') return this.tombstoneFor(reader, id, found);
    const report = structureOf(found);
    await this.looks.record(reading, [{ report, level }]);
    return level === 'existence' ? { id, state: 'restricted' } : shownAs(reader, report, found, level);
  }

  private async ownHistory(found: ReportDocument): Promise<(ReportAnswer | WithdrawnAnswer)[]> {
    this.policy.requireFresh();
    const past = await this.reports.findPast(found._id, found.revision);
    return [
      ...past.map((revision) => this.own(pastStructureOf(revision), revision, found.key)),
      found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key),
    ];
  }

  private async listRestricted(reading: Reading, query: ListQuery, bound: object): Promise<ReportList> {
    const { rows, ...next } = await this.cursors.page(
      query,
      bound,
      (after: readonly [id: string] | undefined, most: number) => this.reports.listRestricted(reading, after?.[0], most),
      ({ _id }) => [_id],
    );
    await this.looks.record(
      reading,
      rows.flatMap((report): Look[] => (report.state === 'held' ? [{ report: structureOf(report), level: 'existence' }] : [])),
    );
    return { reports: rows.map(({ _id: id }) => ({ id, state: 'restricted' })), ...next };
  }

  private async listTakenBack(reader: MemberReader, { cursor, limit }: ListQuery, bound: object): Promise<ReportList> {
    const [after] = cursor === undefined ? [] : this.cursors.read(cursor, bound);
    const { reports, through } = await this.takenBack.list(reader, after, limit);
    await this.looks.recordTombstones(
      reader,
      reports.filter((report) => !isOwner(reader, report)).map(({ _id: id, revision }) => ({ id, revision })),
    );
    return {
      reports: reports.map((report) =>
        report.state === 'withdrawn' && isOwner(reader, report) ? ownTombstone(report) : { id: report._id, state: 'withdrawn' },
      ),
      ...(through !== undefined && { next: this.cursors.write([through], bound) }),
    };
  }

  private lookAt(reading: Reading, report: ReportDocument): Look[] {
    if (report.state === 'withdrawn' || isOwner(reading.reader, report)) return [];
    const level = this.levelOf(reading, report);
    return isShown(level) ? [{ report: structureOf(report), level }] : [];
  }

  private levelOf(reading: Reading, report: ReportDocument): Visibility {
    return report.state === 'withdrawn' ? 'none' : this.seenOf(reading, report);
  }

  private seenOf({ reader, purpose }: Reading, report: SharedReport): Visibility {
    if (report.marking.tlp !== 'clear' && !isOwner(reader, report)) this.policy.requireFresh();
    return canSee(reader, purpose, report);
  }

  /** Whoever had a report may know for ever that it was taken back, or from this reader. */
  private async tombstoneFor(reader: MemberReader, id: string, found: ReportDocument | null): Promise<WithdrawnAnswer> {
    this.policy.requireFresh();
    const wasShown = await this.disclosures.wasShown(id, reader);
    if (!found || !wasShown) throw notFound();
    if (!isTakenBackFrom(reader, found)) throw notFound();
    await this.looks.recordTombstones(reader, [{ id, revision: found.revision }]);
    return { id, state: 'withdrawn' };
  }

  private listed({ reader, purpose }: Reading, found: ReportDocument): (ReportAnswer | WithdrawnAnswer)[] {
    if (found.state === 'withdrawn') return [ownTombstone(found)];
    const level = canSee(reader, purpose, found);
    return isShown(level) ? [shownAs(reader, structureOf(found), found, level)] : [];
  }

  private own(
    report: StructuredReport,
    kept: Pick<HeldReport, 'revisedAt' | 'texts' | 'overridden'>,
    key: Buffer | undefined,
  ): ReportAnswer {
    const { revisedAt, texts, overridden } = kept;
    return {
      ...report,
      state: 'held',
      visibility: 'full',
      revisedAt,
      ...this.seals.open(report.id, report.revision, texts, key),
      ...(overridden && { textCheckOverride: { ...overridden, found: [...overridden.found], at: revisedAt } }),
    };
  }
}

const grantsOf = ({ grants }: HeldReport) => (grants ? { grants } : {});
