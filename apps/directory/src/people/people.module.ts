import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AttemptsModule } from '../attempts/attempts.module.ts';
import { OidcRecordsModule } from '../openid/oidc-records.module.ts';
import { OrganisationsModule } from '../organisations/organisations.module.ts';
import { AgencyAccount, AgencyAccountSchema } from './agency-account.schema.ts';
import { AgencyAccounts } from './agency-accounts.ts';
import { OneTimeLinks } from './one-time-links.ts';
import { PeopleKeysModule } from './people-keys.module.ts';
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
    ]),
    AttemptsModule,
    OidcRecordsModule,
    OrganisationsModule,
    PeopleKeysModule,
  ],
  controllers: [MyselfController, PeopleController, SessionsController],
  providers: [AgencyAccounts, OneTimeLinks, PeopleRepository, PeopleService, SessionsService],
  exports: [AgencyAccounts, OneTimeLinks, PeopleKeysModule, PeopleRepository, PeopleService, SessionsService],
})
export class PeopleModule {}
