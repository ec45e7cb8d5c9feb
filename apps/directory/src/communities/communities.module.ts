import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PolicyChangesModule } from '../policy/policy-changes.module.ts';
import { Admission, AdmissionSchema } from './admission.schema.ts';
import { AdmissionsController } from './admissions.controller.ts';
import { AdmissionsRepository } from './admissions.repository.ts';
import { AdmissionsService } from './admissions.service.ts';
import { CommunitiesController } from './communities.controller.ts';
import { CommunitiesService } from './communities.service.ts';
import { CommunityAccess } from './community-access.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Admission.name, schema: AdmissionSchema }]), OrganisationsModule, PolicyChangesModule],
  controllers: [AdmissionsController, CommunitiesController],
  providers: [AdmissionsRepository, AdmissionsService, CommunitiesService, CommunityAccess],
})
export class CommunitiesModule {}
