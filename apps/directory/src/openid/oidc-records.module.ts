import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EndedSession, EndedSessionSchema } from './ended-session.schema.ts';
import { EndedSessionsRepository } from './ended-sessions.repository.ts';
import { OidcRecord, OidcRecordSchema } from './oidc-record.schema.ts';
import { OidcRecordsRepository } from './oidc-records.repository.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: OidcRecord.name, schema: OidcRecordSchema },
      { name: EndedSession.name, schema: EndedSessionSchema },
    ]),
  ],
  providers: [EndedSessionsRepository, OidcRecordsRepository],
  exports: [EndedSessionsRepository, OidcRecordsRepository],
})
export class OidcRecordsModule {}
