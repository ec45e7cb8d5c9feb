import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AskedInterceptor } from './asked.interceptor.ts';
import { AuditListing } from './audit-listing.ts';
import { AuditOperatorController } from './audit-operator.controller.ts';
import { AuditStore } from './audit-store.ts';
import { AuditController } from './audit.controller.ts';
import { Audit } from './audit.ts';
import { AuditedAnswers } from './audited-answers.ts';
import { Purge } from './purge.ts';
import { Refusals } from './refusals.ts';
import { Sealer } from './sealer.ts';
import { Strands } from './strands.ts';

/** What was done is on record, in every service. */
@Module({
  controllers: [AuditController, AuditOperatorController],
  providers: [
    AuditStore,
    Strands,
    Audit,
    Refusals,
    Sealer,
    Purge,
    AuditListing,
    AuditedAnswers,
    { provide: APP_INTERCEPTOR, useClass: AskedInterceptor },
  ],
  exports: [Audit, Refusals],
})
export class AuditModule {}
