import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CountingModule } from '../counting/counting.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { AssessingService } from './assessing.service.ts';
import { CatalogueRepository } from './catalogue.repository.ts';
import { CatalogueService } from './catalogue.service.ts';
import { CountedReports } from './counted-reports.ts';
import { EditingService } from './editing.service.ts';
import { EntryWriter } from './entry-writer.ts';
import { Entry, EntryRevision, EntryRevisionSchema, EntrySchema, TagClaim, TagClaimSchema } from './entry.schema.ts';
import { EvidenceService } from './evidence.service.ts';
import { ModusOperandiChangesController } from './modus-operandi-changes.controller.ts';
import { ModusOperandiController } from './modus-operandi.controller.ts';
import { NoveltyProposals } from './novelty-proposals.ts';
import { SightingsService } from './sightings.service.ts';
import { StartingCatalogue } from './starting-catalogue.ts';

/** The catalogue of modi operandi: what is done, by what one recognises it, and what helps. */
@Module({
  imports: [
    CountingModule,
    FiguresModule,
    TrendsModule,
    MongooseModule.forFeature([
      { name: Entry.name, schema: EntrySchema },
      { name: EntryRevision.name, schema: EntryRevisionSchema },
      { name: TagClaim.name, schema: TagClaimSchema },
    ]),
  ],
  controllers: [ModusOperandiController, ModusOperandiChangesController],
  providers: [
    AssessingService,
    CatalogueRepository,
    CatalogueService,
    CountedReports,
    EditingService,
    EntryWriter,
    EvidenceService,
    NoveltyProposals,
    SightingsService,
    StartingCatalogue,
  ],
  exports: [NoveltyProposals],
})
export class ModusOperandiModule {}
