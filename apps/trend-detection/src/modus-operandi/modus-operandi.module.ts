import { Module } from '@nestjs/common';
import { CountingModule } from '../counting/counting.module.ts';
import { FiguresModule } from '../figures/figures.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { AssessingService } from './assessing.service.ts';
import { CatalogueService } from './catalogue.service.ts';
import { CatalogueStoreModule } from './catalogue-store.module.ts';
import { CountedReports } from './counted-reports.ts';
import { EditingService } from './editing.service.ts';
import { EntryWriter } from './entry-writer.ts';
import { EvidenceService } from './evidence.service.ts';
import { ModusOperandiChangesController } from './modus-operandi-changes.controller.ts';
import { ModusOperandiController } from './modus-operandi.controller.ts';
import { SightingsService } from './sightings.service.ts';
import { StartingCatalogue } from './starting-catalogue.ts';

/** The catalogue of modi operandi: what is done, by what one recognises it, and what helps. */
@Module({
  imports: [CatalogueStoreModule, CountingModule, FiguresModule, TrendsModule],
  controllers: [ModusOperandiController, ModusOperandiChangesController],
  providers: [
    AssessingService,
    CatalogueService,
    CountedReports,
    EditingService,
    EntryWriter,
    EvidenceService,
    SightingsService,
    StartingCatalogue,
  ],
})
export class ModusOperandiModule {}
