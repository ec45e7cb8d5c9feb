import { Module } from '@nestjs/common';
import { PolicyChangesModule } from '../policy/policy-changes.module.ts';
import { OrganisationsController } from './organisations.controller.ts';
import { OrganisationsService } from './organisations.service.ts';
import { ProfilesController } from './profiles.controller.ts';
import { ProfilesService } from './profiles.service.ts';

@Module({
  imports: [PolicyChangesModule],
  controllers: [OrganisationsController, ProfilesController],
  providers: [OrganisationsService, ProfilesService],
  exports: [OrganisationsService, PolicyChangesModule],
})
export class OrganisationsModule {}
