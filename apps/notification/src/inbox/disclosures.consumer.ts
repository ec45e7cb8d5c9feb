import { OnEvents, type EventBatch } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Controller } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { CrossingsRepository } from '../disclosures/crossings.repository.ts';
import { DisclosedRepository } from '../disclosures/disclosed.repository.ts';
import { SubjectsRepository } from '../routing/subjects.repository.ts';
import { InboxService } from './inbox.service.ts';

/** What others than this service disclosed: who read a report only in REST is told, too, when it is gone. */
@Controller()
export class DisclosuresConsumer {
  constructor(
    private readonly disclosed: DisclosedRepository,
    private readonly crossings: CrossingsRepository,
    private readonly subjects: SubjectsRepository,
    private readonly inbox: InboxService,
    private readonly clock: StoreClock,
  ) {}

  @OnEvents('disclosures', { effect: 'transaction' })
  async take({ events }: EventBatch<'disclosures'>, session: ClientSession): Promise<void> {
    const read = events.flatMap((event) => (event.name === 'disclosure.recorded' && event.data.channel !== 'webhook' ? [event] : []));
    if (read.length === 0) return;
    for (const event of read) await this.disclosed.keep(event, session);
    const reports = [...new Set(read.map(({ data }) => data.report))];
    await this.crossings.meet(reports, session);
    const known = await this.subjects.findSome(reports, session);
    // one that was withdrawn before its reading was heard of
    const gone = read.flatMap(({ data: { report: subject, reader: organisation } }) => {
      const { withdrawn = false, revision = 0 } = known.get(subject) ?? {};
      return withdrawn ? [{ organisation, subject, revision }] : [];
    });
    await this.inbox.tellWithdrawn(gone, await this.clock.now(), session);
  }
}
