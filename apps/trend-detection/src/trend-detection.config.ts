import { ServiceConfig } from '@landbridge/platform';
import { IsUrl } from 'class-validator';

export class TrendDetectionConfig extends ServiceConfig {
  /** Where reports are replayed from when counting begins anew. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'INGESTION_URL must be the base URL of ingestion' },
  )
  INGESTION_URL: string;
}
