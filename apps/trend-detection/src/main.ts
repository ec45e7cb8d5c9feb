import { runService } from '@landbridge/platform';
import { TrendDetectionModule } from './trend-detection.module.ts';

await runService(TrendDetectionModule, 'Landbridge trend detection');
