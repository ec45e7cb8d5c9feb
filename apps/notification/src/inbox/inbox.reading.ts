import { PolicyContext } from '@landbridge/messaging';
import { Problem, type OrganisationCaller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { Place } from '../pages/place.ts';
import { SubjectsRepository } from '../routing/subjects.repository.ts';
import type { InboxItem } from './inbox-item.schema.ts';
import { InboxRepository, type Holder } from './inbox.repository.ts';
import { PersonalVisibility } from './personal-visibility.ts';

/** Items looked at in one go. */
const STRIDE = 200;

/** Shows an inbox to whose it is. A report for a person is shown for as long as the policy lets the person see it, and to nobody else. */
@Injectable()
export class InboxReading {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly subjects: SubjectsRepository,
    private readonly policy: PolicyContext,
    private readonly visibility: PersonalVisibility,
  ) {}

  /** @returns at most `limit` items after a place; what is not shown leaves no gap */
  async page(caller: OrganisationCaller, unread: boolean, after: Place | undefined, limit: number): Promise<InboxItem[]> {
    this.policy.requireFresh();
    const shown: InboxItem[] = [];
    for (let place = after; shown.length < limit;) {
      const found = await this.inbox.findPage(holderOf(caller), unread, place, STRIDE);
      shown.push(...(await this.visible(caller, found)));
      const last = found.at(-1);
      if (!last || found.length < STRIDE) break;
      place = { at: last.at, id: last._id };
    }
    const page = shown.slice(0, limit);
    const forPersons = page.filter(({ kind, wasVisible }) => kind === 'report' && !wasVisible);
    await this.inbox.markVisible(forPersons.map(({ _id }) => _id));
    return page;
  }

  /** @throws Problem 404 for what is not the caller's, as for what is not there */
  async markRead(caller: OrganisationCaller, id: string): Promise<void> {
    this.policy.requireFresh();
    const item = await this.inbox.find(holderOf(caller), id);
    const [visible] = item ? await this.visible(caller, [item]) : [];
    if (!visible) throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'Your inbox has no such item.' });
    await this.inbox.markRead(id);
  }

  private async visible({ organisation, person }: OrganisationCaller, items: readonly InboxItem[]): Promise<InboxItem[]> {
    const personal = items.filter(({ kind }) => kind === 'report').map(({ subject }) => subject);
    const subjects = await this.subjects.findSome(personal);
    const sees = (subject: string) => {
      const report = subjects.get(subject)?.report;
      return report !== undefined && this.visibility.isShown(organisation, person?.id, report);
    };
    return items.filter(({ kind, subject }) => kind !== 'report' || sees(subject));
  }
}

const holderOf = ({ organisation, person }: OrganisationCaller): Holder => ({ organisation: organisation.id, person: person?.id });
