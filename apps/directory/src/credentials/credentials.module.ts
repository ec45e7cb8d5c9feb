import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { Credential, CredentialSchema } from './credential.schema.ts';
import { CredentialsController } from './credentials.controller.ts';
import { CredentialsRepository } from './credentials.repository.ts';
import { CredentialsService } from './credentials.service.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Credential.name, schema: CredentialSchema }]), OrganisationsModule],
  controllers: [CredentialsController],
  providers: [CredentialsRepository, CredentialsService],
  exports: [CredentialsRepository],
})
export class CredentialsModule {}
