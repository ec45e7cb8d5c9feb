import { Module } from '@nestjs/common';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PolicyChangesModule } from '../policy/policy-changes.module.ts';
import { AdmissionsController } from './admissions.controller.ts';
import { AdmissionsService } from './admissions.service.ts';
import { CommunitiesController } from './communities.controller.ts';
import { CommunitiesService } from './communities.service.ts';
import { CommunityAccess } from './community-access.ts';

@Module({
  imports: [OrganisationsModule, PolicyChangesModule],
  controllers: [AdmissionsController, CommunitiesController],
  providers: [AdmissionsService, CommunitiesService, CommunityAccess],
})
export class CommunitiesModule {}
