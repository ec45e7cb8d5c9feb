import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { Agreement, AgreementSchema } from './agreement.schema.ts';
import { AgreementExpiry } from './agreement-expiry.ts';
import { AgreementsController } from './agreements.controller.ts';
import { AgreementsRepository } from './agreements.repository.ts';
import { AgreementsService } from './agreements.service.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Agreement.name, schema: AgreementSchema }]), OrganisationsModule],
  controllers: [AgreementsController],
  providers: [AgreementExpiry, AgreementsRepository, AgreementsService],
})
export class AgreementsModule {}
