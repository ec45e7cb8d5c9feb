import { Injectable } from '@nestjs/common';
import type { Disclosure, StructuredReport, UsePurpose, Visibility } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { actorOfReader, Audit, type AuditDraft, Clock } from '@landbridge/platform';
import {
  atLeast,
  byTheDay,
  canSee,
  isOwner,
  type MemberReader,
  PURPOSES_OF,
  type SharedReport,
  shownTo,
  strictestAttribution,
} from '@landbridge/sharing';
import { mongo } from 'mongoose';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { Cursors } from './cursor.ts';
import { notFound } from './refused-request.ts';
import type { ReportAnswer, ReportList, RestrictedAnswer, WithdrawnAnswer } from './report.answers.ts';
import { type HeldReport, pastStructureOf, type ReportDocument, structureOf, type WithdrawnReport } from './report.documents.ts';
import { filterOf, restrictedFor } from './report-filter.ts';
import type { ListQuery } from './report.query.ts';
import { ReportsRepository } from './reports.repository.ts';

/** Who reads, and what for. */
export interface Reading {
  readonly reader: MemberReader;
  readonly purpose: UsePurpose;
}

type Shown = Extract<Visibility, 'redacted' | 'full'>;

/** A revision, and how much of it somebody was shown. */
interface Look {
  readonly report: Pick<StructuredReport, 'id' | 'revision' | 'marking' | 'contributor'>;
  readonly level: Disclosure['level'];
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
    private readonly audit: Audit,
  ) {}

  async get(reading: Reading, id: string): Promise<ReportAnswer | RestrictedAnswer | WithdrawnAnswer> {
    const found = await this.requireFound(id);
    if (isOwner(reading.reader, found)) {
      this.policy.requireFresh();
      return found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key);
    }
    const level = this.levelOf(reading, found);
    if (found.state === 'withdrawn' || level === 'none') return this.tombstoneFor(reading, found);
    const report = structureOf(found);
    await this.record(reading, [{ report, level }]);
    return level === 'existence' ? { id, state: 'restricted' } : shownAs(reading.reader, report, found, level);
  }

  /** All revisions that the reader may see, oldest first. None is shown in a fuller form, or tells more of its sender, than the last. */
  async history(reading: Reading, id: string): Promise<(ReportAnswer | RestrictedAnswer | WithdrawnAnswer)[]> {
    const found = await this.requireFound(id);
    const own = isOwner(reading.reader, found);
    if (own) this.policy.requireFresh();
    const past = await this.reports.findPast(id, found.revision);
    if (own)
      return [
        ...past.map((revision) => this.own(pastStructureOf(revision), revision, found.key)),
        found.state === 'withdrawn' ? ownTombstone(found) : this.own(structureOf(found), found, found.key),
      ];
    const last = this.levelOf(reading, found);
    if (found.state === 'withdrawn' || !isShown(last)) return [await this.get(reading, id)];
    const visible = [
      ...past.map((kept) => ({
        kept,
        report: pastStructureOf(kept),
        level: least(last, this.seenOf(reading, { ...kept, ...grantsOf(found) })),
      })),
      { kept: found, report: structureOf(found), level: last },
    ].filter((revision): revision is typeof revision & { level: Shown } => isShown(revision.level));
    await this.record(reading, visible);
    return visible.map(({ kept, report, level }) => {
      const attribution = strictestAttribution(found.attribution, report.attribution);
      return shownAs(reading.reader, { ...report, attribution }, kept, level);
    });
  }

  async list(reading: Reading, query: ListQuery): Promise<ReportList> {
    const { reader, purpose } = reading;
    if (query.mine !== 'true') this.policy.requireFresh();
    const { cursor, limit, ...filters } = query;
    const bound = { organisation: reader.organisation, purpose, ...filters };
    const place = cursor === undefined ? [] : this.cursors.read(cursor, bound);
    if (query.status === 'restricted') return this.listRestricted(reading, query, place.at(0), bound);
    const [recordedOn, id] = place;
    const after = recordedOn !== undefined && id !== undefined ? { recordedOn, id } : undefined;
    const found = await this.reports.list(filterOf(query, reader, purpose), after, limit + 1);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const looks = page.flatMap((report): Look[] => {
      const level = this.levelOf(reading, report);
      return report.state === 'held' && !isOwner(reader, report) && isShown(level) ? [{ report: structureOf(report), level }] : [];
    });
    await this.record(reading, looks);
    return {
      reports: page.flatMap((report) => this.listed(reading, report)),
      ...(last ? { next: this.cursors.write([last.recordedOn, last._id], bound) } : {}),
    };
  }

  /** @throws Problem 404 unless the report is the caller's own */
  async requireOwn(reader: MemberReader, id: string): Promise<void> {
    if (!isOwner(reader, await this.requireFound(id))) throw notFound();
  }

  private async listRestricted(reading: Reading, query: ListQuery, after: string | undefined, bound: object): Promise<ReportList> {
    const { limit } = query;
    const found = await this.reports.listByIds(restrictedFor(query, reading.reader, reading.purpose), after, limit + 1);
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    await this.record(
      reading,
      page.map(({ _id: id, revision, marking, contributor }) => ({ report: { id, revision, marking, contributor }, level: 'existence' })),
    );
    return {
      reports: page.map(({ _id: id }) => ({ id, state: 'restricted' })),
      ...(last ? { next: this.cursors.write([last._id], bound) } : {}),
    };
  }

  private async requireFound(id: string): Promise<ReportDocument> {
    const found = await this.reports.find(id);
    if (!found) throw notFound();
    return found;
  }

  private levelOf(reading: Reading, report: ReportDocument): Visibility {
    return report.state === 'withdrawn' ? 'none' : this.seenOf(reading, report);
  }

  private seenOf({ reader, purpose }: Reading, report: SharedReport): Visibility {
    if (report.marking.tlp !== 'clear' && !isOwner(reader, report)) this.policy.requireFresh();
    return canSee(reader, purpose, report);
  }

  /** Whoever had a report may know for ever that it was taken back, or from this reader. One that it may read for something else was not. */
  private async tombstoneFor({ reader }: Reading, found: ReportDocument): Promise<WithdrawnAnswer> {
    const { _id: id } = found;
    const forAnother = PURPOSES_OF[reader.kind].some((purpose) => this.levelOf({ reader, purpose }, found) !== 'none');
    if (!forAnother && (await this.disclosures.wasShown(id, reader.organisation))) return { id, state: 'withdrawn' };
    throw notFound();
  }

  private listed(reading: Reading, found: ReportDocument): (ReportAnswer | WithdrawnAnswer)[] {
    const { reader } = reading;
    if (found.state === 'withdrawn') return [isOwner(reader, found) ? ownTombstone(found) : { id: found._id, state: 'withdrawn' }];
    const level = this.levelOf(reading, found);
    return isShown(level) ? [shownAs(reader, structureOf(found), found, level)] : [];
  }

  private own(
    report: StructuredReport,
    { revisedAt, texts }: Pick<HeldReport, 'revisedAt' | 'texts'>,
    key: Buffer | undefined,
  ): ReportAnswer {
    return { ...report, state: 'held', visibility: 'full', revisedAt, ...this.seals.open(report.id, report.revision, texts, key) };
  }

  private async record({ reader, purpose }: Reading, looks: readonly Look[]): Promise<void> {
    const at = this.clock.now().toISOString();
    const recorded = looks.filter(({ report }) => report.marking.tlp !== 'clear');
    const disclosures = recorded.map(({ report: { id, revision }, level }): Disclosure => {
      const { organisation, person } = reader;
      return { report: id, revision, reader: organisation, ...(person && { person }), channel: 'rest', level, purpose, at };
    });
    if (disclosures.length === 0) return;
    await this.audit.record(...recorded.map((look) => auditOf({ reader, purpose }, look)));
    await this.disclosures.add(disclosures.map((disclosure) => ({ id: new mongo.ObjectId().toHexString(), disclosure })));
    await this.disclosures.tellOfWithdrawals(disclosures);
  }
}

function auditOf({ reader, purpose }: Reading, { report: { id, revision, contributor }, level }: Look): AuditDraft {
  const objects = [{ kind: 'reports', id }];
  return { actor: actorOfReader(reader), action: 'report.read', objects, owner: contributor.id, purpose, details: { revision, level } };
}

const isShown = (level: Visibility): level is Shown => atLeast(level, 'redacted');
const least = (one: Visibility, other: Visibility): Visibility => (atLeast(one, other) ? other : one);
const grantsOf = ({ grants }: HeldReport) => (grants ? { grants } : {});

function shownAs(reader: MemberReader, report: StructuredReport, { revisedAt }: Pick<HeldReport, 'revisedAt'>, level: Shown): ReportAnswer {
  const told = isOwner(reader, report) ? revisedAt : byTheDay(revisedAt);
  return { ...shownTo(reader, report, level), state: 'held', visibility: level, revisedAt: told };
}

function ownTombstone({ _id, revision, revisedAt, reason }: WithdrawnReport): WithdrawnAnswer {
  return { id: _id, state: 'withdrawn', revision, revisedAt, reason };
}
