import { ServiceConfig } from '@landbridge/platform';
import { IsNumber, IsUrl, Max, Min } from 'class-validator';

export class TrendDetectionConfig extends ServiceConfig {
  /** Where reports are replayed from when counting begins anew. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'INGESTION_URL must be the base URL of ingestion' },
  )
  INGESTION_URL: string;
  /** Differential privacy that all public releases together may spend, in steps of 0.001; without it none can be asked for. */
  @IsNumber({ maxDecimalPlaces: 3 }) @Min(0) @Max(1_000) STATISTICS_EPSILON: number = 0;
}
