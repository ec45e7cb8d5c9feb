import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CatalogueRepository } from './catalogue.repository.ts';
import { Entry, EntryRevision, EntryRevisionSchema, EntrySchema, TagClaim, TagClaimSchema } from './entry.schema.ts';
import { NoveltyProposals } from './novelty-proposals.ts';

/** The catalogue as it lies in the store, and what evaluation lays down in it. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Entry.name, schema: EntrySchema },
      { name: EntryRevision.name, schema: EntryRevisionSchema },
      { name: TagClaim.name, schema: TagClaimSchema },
    ]),
  ],
  providers: [CatalogueRepository, NoveltyProposals],
  exports: [CatalogueRepository, NoveltyProposals],
})
export class CatalogueStoreModule {}
