import { SERVICE_CONFIG } from '@landbridge/platform';
import { Module } from '@nestjs/common';
import type { DirectoryConfig } from '../directory.config.ts';
import { PEOPLE_KEYS, peopleKeys } from './people-keys.ts';

@Module({
  providers: [
    { provide: PEOPLE_KEYS, inject: [SERVICE_CONFIG], useFactory: (config: DirectoryConfig) => peopleKeys(config.peopleKeyFile) },
  ],
  exports: [PEOPLE_KEYS],
})
export class PeopleKeysModule {}
