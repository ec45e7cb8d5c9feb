import { Module } from '@nestjs/common';
import { RoutingModule } from '../routing/routing.module.ts';
import { CooperationConsumer } from './cooperation.consumer.ts';
import { InboxController } from './inbox.controller.ts';
import { InboxReading } from './inbox.reading.ts';
import { InboxStoreModule } from './inbox-store.module.ts';

@Module({ imports: [InboxStoreModule, RoutingModule], controllers: [InboxController, CooperationConsumer], providers: [InboxReading] })
export class InboxModule {}
