import type { StructuredReport, Trend } from '@landbridge/contracts';
import type { EventBatch } from '@landbridge/messaging';
import type { TakenBack } from '../inbox/inbox.service.ts';
import { addAnnouncement, addChange, addWithdrawal, EMPTY_LINE, isForgettable, type Line } from '../queue/line.ts';
import { deliveryId, ended, type Delivery } from '../queue/delivery.schema.ts';
import { lineId, type LineDocument } from '../queue/line.schema.ts';
import type { SubscribedEvent, Subscription } from '../subscriptions/subscription.schema.ts';
import type { Subject } from './subject.schema.ts';

/** What a delivery tells of. */
export interface Told {
  readonly name: SubscribedEvent;
  readonly subject: string;
  readonly revision: number;
  readonly time: Date;
  /** Number of the policy change by which it was lost: a revision that is got again may be lost again. */
  readonly lostBy?: number;
  readonly report?: StructuredReport | undefined;
  readonly trend?: Trend | undefined;
  /** The revision of the trend is what its audience reads. */
  readonly finding?: boolean;
  /** Only the assessing team may know that there is this revision of the trend. */
  readonly teamOnly?: boolean;
}

/** How a change is told. */
interface Manner {
  /** It is not to be kept waiting by a limit. */
  readonly urgent?: boolean;
  /** It takes the place of more that the receiver may have. */
  readonly narrower?: boolean;
  /** When it may be sent; left out, at once. Until then nobody sees that it waits. */
  readonly notBefore?: Date | undefined;
}

/** A replay tells what is, for who did not hear it; only what comes live makes deliveries. */
export type Source = EventBatch<'reports'>['source'];

type Addressee = Pick<Subscription, '_id' | 'organisation'>;

/** What the events of one batch change, in memory, until it is written at once. */
export class RoutedBatch {
  readonly deliveries = new Map<string, Delivery>();
  /** Dropped ones that were there before. */
  readonly dropped = new Map<string, Pick<Delivery, '_id' | 'subscription' | 'organisation' | 'attempts'>>();
  /** What receivers had and are to be told is gone. */
  readonly takenBack: TakenBack[] = [];
  /** What was known of the subjects before. */
  readonly before: ReadonlyMap<string, Subject>;
  private readonly subjects: Map<string, Subject>;
  private readonly learnt = new Set<string>();
  /** By subject, then by subscription. */
  private readonly lines = new Map<string, Map<string, LineDocument>>();
  private readonly touched = new Map<string, LineDocument>();

  constructor(
    subjects: readonly Subject[],
    lines: readonly LineDocument[],
    private readonly now: Date,
  ) {
    this.before = new Map(subjects.map((subject) => [subject._id, subject]));
    this.subjects = new Map(this.before);
    for (const line of lines) this.remember(line);
  }

  /** Whether a revision changes anything. What a replay told of is news once more when it comes live. */
  isNews(subject: string, revision: number, source: Source): boolean {
    const { revision: latest = 0, routed = latest } = this.subjects.get(subject) ?? {};
    return revision > (source === 'live' ? routed : latest);
  }

  subject(id: string): Subject | undefined {
    return this.subjects.get(id);
  }

  /** Keeps what is known of a revision, unless a later one is known. Of a withdrawal nothing is left to be routed. */
  learn(news: Omit<Subject, 'routed'>, source: Source): void {
    const known = this.subjects.get(news._id);
    const { routed: before = known?.revision ?? 0, ...latest } =
      known && known.revision > news.revision ? known : { ...news, routed: known?.routed };
    const routed = source === 'live' || news.withdrawn ? news.revision : before;
    this.subjects.set(news._id, { ...latest, ...(routed < latest.revision && { routed }) });
    this.learnt.add(news._id);
  }

  line(subscription: string, subject: string): LineDocument | undefined {
    return this.lines.get(subject)?.get(subscription);
  }

  /** Lines in which the subject waits, or whose receivers may hold it. */
  linesOf(subject: string): LineDocument[] {
    return [...(this.lines.get(subject)?.values() ?? [])];
  }

  addChange(to: Addressee, told: Told, { urgent = false, narrower = false, notBefore }: Manner = {}): void {
    const delivery = { ...this.newDelivery(to, told), ...(notBefore && { createdAt: notBefore }) };
    const line = this.lineOf(to, told.subject);
    const entry = { delivery: delivery._id, revision: told.revision, ...(narrower && { narrower }), ...(notBefore && { notBefore }) };
    this.keep(line, addChange(line, entry, this.now), line.urgent || urgent);
    this.deliveries.set(delivery._id, delivery);
  }

  /** Takes the subject back from one receiver. */
  withdraw(to: Addressee, told: Told): void {
    const delivery = this.newDelivery(to, { ...told, name: 'report.withdrawn', report: undefined });
    const before = this.lineOf(to, told.subject);
    const { line, dropped, added } = addWithdrawal(before, { delivery: delivery._id, revision: told.revision }, this.now);
    this.keep(before, line, added || before.urgent);
    for (const { delivery: id, attempts } of before.queue.filter((entry) => dropped.includes(entry.delivery))) this.drop(to, id, attempts);
    if (!added) return;
    this.deliveries.set(delivery._id, delivery);
    this.takenBack.push({ organisation: to.organisation, subject: told.subject, revision: told.revision });
  }

  /** Tells one that holds nothing of a withdrawal, because it asked to be told of all that it could see. */
  announceWithdrawal(to: Addressee, told: Told): void {
    const delivery = this.newDelivery(to, told);
    const line = this.lineOf(to, told.subject);
    this.keep(line, addAnnouncement(line, { delivery: delivery._id, revision: told.revision }, this.now), true);
    this.deliveries.set(delivery._id, delivery);
  }

  private drop(to: Addressee, id: string, attempts: number): void {
    const fresh = this.deliveries.get(id);
    if (fresh) this.deliveries.set(id, ended(fresh, 'dropped', this.now));
    else this.dropped.set(id, { _id: id, subscription: to._id, organisation: to.organisation, attempts });
  }

  private newDelivery(to: Addressee, { name, subject, revision, time, lostBy, report, trend, finding, teamOnly }: Told): Delivery {
    return {
      _id: deliveryId(to._id, subject, revision, lostBy === undefined ? name : `${name} ${lostBy}`),
      subscription: to._id,
      organisation: to.organisation,
      subject,
      revision,
      name,
      time,
      state: 'waiting',
      attempts: 0,
      createdAt: this.now,
      ...(report && { report }),
      ...(trend && { trend }),
      ...(finding && { finding }),
      ...(teamOnly && { teamOnly }),
    };
  }

  private lineOf(to: Addressee, subject: string): LineDocument {
    const fresh = {
      _id: lineId(to._id, subject),
      subscription: to._id,
      organisation: to.organisation,
      subject,
      urgent: false,
      ...EMPTY_LINE,
      queue: [],
    };
    return this.line(to._id, subject) ?? fresh;
  }

  private keep({ _id, subscription, organisation, subject }: LineDocument, line: Line, urgent: boolean): void {
    const kept = { _id, subscription, organisation, subject, ...line, queue: [...line.queue], urgent };
    this.remember(kept);
    this.touched.set(_id, kept);
  }

  private remember(line: LineDocument): void {
    const ofSubject = this.lines.get(line.subject) ?? new Map<string, LineDocument>();
    this.lines.set(line.subject, ofSubject.set(line.subscription, line));
  }

  /** Subjects that were known before, and those that were not. */
  changedSubjects(): { known: Subject[]; fresh: Subject[] } {
    const all = [...this.learnt].flatMap((id) => this.subjects.get(id) ?? []);
    return { known: all.filter(({ _id }) => this.before.has(_id)), fresh: all.filter(({ _id }) => !this.before.has(_id)) };
  }

  /** Lines to be kept, and those that nobody need remember any more. */
  changedLines(): { kept: LineDocument[]; forgotten: LineDocument[] } {
    const all = [...this.touched.values()];
    return { kept: all.filter((line) => !isForgettable(line)), forgotten: all.filter(isForgettable) };
  }
}
