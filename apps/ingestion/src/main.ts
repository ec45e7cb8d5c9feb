import { runService } from '@landbridge/platform';
import { IngestionModule } from './ingestion.module.ts';

await runService(IngestionModule, 'Landbridge ingestion');
