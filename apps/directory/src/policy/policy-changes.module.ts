import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Admission, AdmissionSchema } from '../communities/admission.schema.ts';
import { AdmissionsRepository } from '../communities/admissions.repository.ts';
import { CommunitiesRepository } from '../communities/communities.repository.ts';
import { Community, CommunitySchema } from '../communities/community.schema.ts';
import { Memberships } from '../communities/memberships.ts';
import { Organisation, OrganisationSchema } from '../organisations/organisation.schema.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { PolicyChanges } from './policy-changes.ts';
import { PolicySequence, PolicySequenceSchema } from './policy-sequence.schema.ts';
import { Version, VersionSchema } from './version.schema.ts';
import { VersionsRepository } from './versions.repository.ts';

/** What every change of the policy context goes through. Organisations and communities change together, so both lie here. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: PolicySequence.name, schema: PolicySequenceSchema },
      { name: Organisation.name, schema: OrganisationSchema },
      { name: Community.name, schema: CommunitySchema },
      { name: Admission.name, schema: AdmissionSchema },
      { name: Version.name, schema: VersionSchema },
    ]),
  ],
  providers: [PolicyChanges, OrganisationsRepository, CommunitiesRepository, AdmissionsRepository, VersionsRepository, Memberships],
  exports: [PolicyChanges, OrganisationsRepository, CommunitiesRepository, AdmissionsRepository, VersionsRepository, Memberships],
})
export class PolicyChangesModule {}
