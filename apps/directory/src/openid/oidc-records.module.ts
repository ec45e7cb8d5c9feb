import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OidcRecord, OidcRecordSchema } from './oidc-record.schema.ts';
import { OidcRecordsRepository } from './oidc-records.repository.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: OidcRecord.name, schema: OidcRecordSchema }])],
  providers: [OidcRecordsRepository],
  exports: [OidcRecordsRepository],
})
export class OidcRecordsModule {}
