import type { AccessDecided, AccessRequested } from '@landbridge/contracts';
import { byTheDay } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { CrossingsRepository } from '../disclosures/crossings.repository.ts';
import { DisclosedRepository } from '../disclosures/disclosed.repository.ts';
import type { LatestReport } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import { itemId, type InboxItem } from './inbox-item.schema.ts';
import { InboxRepository } from './inbox.repository.ts';
import { namedIn, personalItems } from './personal.ts';
import { PersonalVisibility } from './personal-visibility.ts';

/** A report that an organisation had, and that is gone. What is RED is its persons' own, and not among them. */
export interface TakenBack {
  readonly organisation: string;
  readonly subject: string;
  readonly revision: number;
}

/** What was learnt in one transaction. */
export interface News {
  /** As they are known now: those that were not known before, and the others. */
  readonly fresh: readonly Subject[];
  readonly known: readonly Subject[];
  /** The others as they were known before. */
  readonly before: ReadonlyMap<string, Subject>;
  readonly takenBack: readonly TakenBack[];
}

/** Keeps the inboxes as what happens in the network makes them. */
@Injectable()
export class InboxService {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly disclosed: DisclosedRepository,
    private readonly crossings: CrossingsRepository,
    private readonly visibility: PersonalVisibility,
  ) {}

  /** In the transaction in which it was learnt. */
  async follow({ fresh, known, before, takenBack }: News, now: Date, session: ClientSession): Promise<void> {
    await this.tellPeople(
      [...fresh, ...known].filter((subject) => subject.revision > 1 || namedIn(subject).length > 0),
      before,
      now,
      session,
    );
    const withdrawn = [...fresh, ...known].filter((subject) => subject.withdrawn);
    const gone = withdrawn.map(({ _id }) => _id);
    await this.crossings.meet(gone, session);
    // also whose subscription is gone, and who never had one
    const had = await this.disclosed.findReaders(gone, session);
    const told = withdrawn.flatMap(({ _id: subject, revision }) =>
      (had.get(subject) ?? []).map((organisation) => ({ organisation, subject, revision })),
    );
    await this.tellWithdrawn([...told, ...takenBack], now, session);
  }

  async tellWithdrawn(taken: readonly TakenBack[], now: Date, session: ClientSession): Promise<void> {
    const items = taken.map((each) => withdrawnItem(each, now));
    await this.inbox.add([...new Map(items.map((item) => [item._id, item])).values()], session);
  }

  private async tellPeople(
    subjects: readonly Subject[],
    before: ReadonlyMap<string, Subject>,
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    if (subjects.length === 0) return;
    const existing = Map.groupBy(
      await this.inbox.findPersonal(
        subjects.map(({ _id }) => _id),
        session,
      ),
      ({ subject }) => subject,
    );
    const sees = (person: string, report: LatestReport) => this.visibility.isShownTo(person, report);
    const changes = subjects.map((subject) => personalItems(subject, before.get(subject._id), existing.get(subject._id) ?? [], sees, now));
    await this.inbox.put(
      changes.flatMap(({ put }) => put),
      session,
    );
    await this.inbox.remove(
      changes.flatMap(({ removed }) => removed),
      session,
    );
  }

  /** The owner is asked. */
  async request({ request, owner, at }: AccessRequested, revision: number, session: ClientSession): Promise<void> {
    const _id = itemId(owner, 'access-requested', request);
    await this.inbox.add(
      [{ _id, organisation: owner, kind: 'access-requested', subject: request, revision, at: new Date(at), read: false }],
      session,
    );
  }

  /** The requester has an answer, and the owner nothing more to do. Who the owner is stands nowhere in it. */
  async decide({ request, owner, requester, at }: AccessDecided, revision: number, session: ClientSession): Promise<void> {
    await this.inbox.remove([itemId(owner, 'access-requested', request)], session);
    const _id = itemId(requester, 'access-decided', request, revision);
    await this.inbox.add(
      [{ _id, organisation: requester, kind: 'access-decided', subject: request, revision, at: new Date(byTheDay(at)), read: false }],
      session,
    );
  }
}

/** For the organisation, whoever read it there: a person may be away, or have left. */
function withdrawnItem({ organisation, subject, revision }: TakenBack, now: Date): InboxItem {
  const _id = itemId(organisation, 'report-withdrawn', subject, revision);
  return { _id, organisation, kind: 'report-withdrawn', subject, revision, at: new Date(byTheDay(now.toISOString())), read: false };
}
