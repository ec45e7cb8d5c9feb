import { Module } from '@nestjs/common';
import { OperatorController } from './operator.controller.ts';
import { PolicyAudit } from './policy-audit.ts';
import { PolicyChangesModule } from './policy-changes.module.ts';
import { PolicyRecords } from './policy-records.ts';
import { PolicyStateController } from './policy-state.controller.ts';
import { PublishedSequence } from './published-sequence.ts';

@Module({
  imports: [PolicyChangesModule],
  controllers: [PolicyStateController, OperatorController],
  providers: [PolicyAudit, PolicyRecords, PublishedSequence],
  exports: [PolicyRecords],
})
export class PolicyModule {}
