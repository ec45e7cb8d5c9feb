import { Module } from '@nestjs/common';
import { RoutingModule } from '../routing/routing.module.ts';
import { DisclosuresModule } from '../disclosures/disclosures.module.ts';
import { CooperationConsumer } from './cooperation.consumer.ts';
import { DisclosuresConsumer } from './disclosures.consumer.ts';
import { InboxController } from './inbox.controller.ts';
import { InboxReading } from './inbox.reading.ts';
import { InboxStoreModule } from './inbox-store.module.ts';

@Module({
  imports: [DisclosuresModule, InboxStoreModule, RoutingModule],
  controllers: [CooperationConsumer, DisclosuresConsumer, InboxController],
  providers: [InboxReading],
})
export class InboxModule {}
