import { SELECTED_METHODS } from '@landbridge/detection';
import { ServiceConfig } from '@landbridge/platform';
import { IsNumber, IsUrl, Matches, Max, Min } from 'class-validator';
import { COUNTED_DIMENSIONS, METHODS_PATTERN } from './evaluation/method-choice.ts';

export class TrendDetectionConfig extends ServiceConfig {
  /** Where reports are replayed from when counting begins anew. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'INGESTION_URL must be the base URL of ingestion' },
  )
  INGESTION_URL: string;
  /** Differential privacy that all public releases together may spend, in steps of 0.001; without it none can be asked for. */
  @IsNumber({ maxDecimalPlaces: 3 }) @Min(0) @Max(1_000) STATISTICS_EPSILON: number = 0;
  /** What the series of a dimension are evaluated by, in the place of what their history allows: `dimension=method`. */
  @Matches(METHODS_PATTERN, {
    message: `DETECTION_METHODS must be dimension=method, several separated by commas, each dimension once; the dimensions are ${COUNTED_DIMENSIONS.join(', ')}; the methods are ${SELECTED_METHODS.join(', ')}`,
  })
  DETECTION_METHODS: string = '';
}
