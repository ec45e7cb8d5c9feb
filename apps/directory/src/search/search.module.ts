import { Module } from '@nestjs/common';
import { PolicyChangesModule } from '../policy/policy-changes.module.ts';
import { SearchController } from './search.controller.ts';
import { SearchIndex } from './search-index.ts';
import { SearchService } from './search.service.ts';

@Module({ imports: [PolicyChangesModule], controllers: [SearchController], providers: [SearchIndex, SearchService] })
export class SearchModule {}
