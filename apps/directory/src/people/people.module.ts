import { SERVICE_CONFIG } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import type { DirectoryConfig } from '../directory.config.ts';
import { OidcRecordsModule } from '../openid/oidc-records.module.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { AgencyAccount, AgencyAccountSchema } from './agency-account.schema.ts';
import { AgencyAccounts } from './agency-accounts.ts';
import { EndedSession, EndedSessionSchema } from './ended-session.schema.ts';
import { EndedSessionsRepository } from './ended-sessions.repository.ts';
import { OneTimeLinks } from './one-time-links.ts';
import { PEOPLE_KEYS, peopleKeys } from './people-keys.ts';
import { PeopleController } from './people.controller.ts';
import { PeopleRepository } from './people.repository.ts';
import { PeopleService } from './people.service.ts';
import { Person, PersonSchema } from './person.schema.ts';
import { MyselfController, SessionsController } from './sessions.controller.ts';
import { SessionsService } from './sessions.service.ts';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Person.name, schema: PersonSchema },
      { name: AgencyAccount.name, schema: AgencyAccountSchema },
      { name: EndedSession.name, schema: EndedSessionSchema },
    ]),
    OidcRecordsModule,
    OrganisationsModule,
  ],
  controllers: [MyselfController, PeopleController, SessionsController],
  providers: [
    AgencyAccounts,
    EndedSessionsRepository,
    OneTimeLinks,
    PeopleRepository,
    PeopleService,
    SessionsService,
    { provide: PEOPLE_KEYS, inject: [SERVICE_CONFIG], useFactory: (config: DirectoryConfig) => peopleKeys(config.peopleKeyFile) },
  ],
  exports: [AgencyAccounts, OneTimeLinks, PEOPLE_KEYS, PeopleRepository, PeopleService, SessionsService],
})
export class PeopleModule {}
