import { Module } from '@nestjs/common';
import { CommunitiesModule } from '../communities/communities.module.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { OperatorController } from './operator.controller.ts';
import { PolicyAudit } from './policy-audit.ts';
import { PolicyChangesModule } from './policy-changes.module.ts';
import { PolicyRecords } from './policy-records.ts';
import { PolicyStateController } from './policy-state.controller.ts';
import { PublishedSequence } from './published-sequence.ts';

@Module({
  imports: [OrganisationsModule, CommunitiesModule, PolicyChangesModule],
  controllers: [PolicyStateController, OperatorController],
  providers: [PolicyAudit, PolicyRecords, PublishedSequence],
  exports: [PolicyRecords],
})
export class PolicyModule {}
