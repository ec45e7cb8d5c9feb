import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DisclosuresModule } from '../disclosures/disclosures.module.ts';
import { InboxItem, InboxItemSchema } from './inbox-item.schema.ts';
import { InboxRepository } from './inbox.repository.ts';
import { InboxService } from './inbox.service.ts';
import { PersonalVisibility } from './personal-visibility.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: InboxItem.name, schema: InboxItemSchema }]), DisclosuresModule],
  providers: [InboxRepository, InboxService, PersonalVisibility],
  exports: [InboxRepository, InboxService, PersonalVisibility],
})
export class InboxStoreModule {}
