import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { PolicyChangesModule } from '../policy/policy-changes.module.ts';
import { CommunitiesController } from './communities.controller.ts';
import { CommunitiesRepository } from './communities.repository.ts';
import { CommunitiesService } from './communities.service.ts';
import { Community, CommunitySchema } from './community.schema.ts';

@Module({
  imports: [MongooseModule.forFeature([{ name: Community.name, schema: CommunitySchema }]), OrganisationsModule, PolicyChangesModule],
  controllers: [CommunitiesController],
  providers: [CommunitiesRepository, CommunitiesService],
  exports: [CommunitiesRepository],
})
export class CommunitiesModule {}
