import { Module } from '@nestjs/common';
import { KeyRing, PlatformModule } from '@landbridge/platform';
import { AccessController } from './access/access.controller.ts';
import { AccessRequestsRepository } from './access/access-requests.repository.ts';
import { AccessRequestsService } from './access/access-requests.service.ts';
import { AccessView } from './access/access-view.ts';
import { AskingService } from './access/asking.service.ts';
import { DecidingService } from './access/deciding.service.ts';
import { BulkLoads } from './bulk/bulk-loads.ts';
import { BulkController } from './bulk/bulk.controller.ts';
import { BulkService } from './bulk/bulk.service.ts';
import { DisclosuresConsumer } from './disclosures/disclosures.consumer.ts';
import { DisclosuresController } from './disclosures/disclosures.controller.ts';
import { DisclosuresRepository } from './disclosures/disclosures.repository.ts';
import { LooksService } from './disclosures/looks.service.ts';
import { NoticesRepository } from './disclosures/notices.repository.ts';
import { ReadersToTell } from './disclosures/readers-to-tell.ts';
import { RecipientsController } from './disclosures/recipients.controller.ts';
import { RecipientsService } from './disclosures/recipients.service.ts';
import { UntoldLooks } from './disclosures/untold-looks.ts';
import { ExternalIdsRepository } from './external-ids/external-ids.repository.ts';
import { BodyParsers } from './http/body-parsers.ts';
import { IdempotencyService } from './idempotency/idempotency.service.ts';
import { IngestionConfig } from './ingestion.config.ts';
import { KeyedDigests } from './keys/keyed-digests.ts';
import { QuarantineSeals, ReportSeals } from './keys/report-seals.ts';
import { OperatorController } from './operator/operator.controller.ts';
import { QuarantineController } from './quarantine/quarantine.controller.ts';
import { QuarantineRepository } from './quarantine/quarantine.repository.ts';
import { QuarantineService } from './quarantine/quarantine.service.ts';
import { DisclosuresFromNotification } from './replays/disclosures-from-notification.ts';
import { ReportReplays } from './replays/report-replays.ts';
import { AcceptanceService } from './reports/acceptance.service.ts';
import { ReadingService } from './reports/reading.service.ts';
import { OverridesRepository } from './reports/overrides.repository.ts';
import { ReportsController } from './reports/reports.controller.ts';
import { ReportsRepository } from './reports/reports.repository.ts';
import { ReportsService } from './reports/reports.service.ts';
import { RequestsService } from './reports/requests.service.ts';
import { SubmissionsService } from './reports/submissions.service.ts';
import { TakenBackReports } from './reports/taken-back.ts';
import { HoldsController } from './retention/holds.controller.ts';
import { HoldsRepository } from './retention/holds.repository.ts';
import { HoldsService } from './retention/holds.service.ts';
import { PurgeProofs } from './retention/purge-proofs.ts';
import { PurgesController } from './retention/purges.controller.ts';
import { PurgesRepository } from './retention/purges.repository.ts';
import { PurgingService } from './retention/purging.service.ts';
import { RetentionService } from './retention/retention.service.ts';
import { IngestionStore } from './store/ingestion-store.ts';
import { SubjectRequestsController } from './subject-requests/subject-requests.controller.ts';
import { SubjectRequestsRepository } from './subject-requests/subject-requests.repository.ts';
import { SubjectSearch } from './subject-requests/subject-search.ts';
import { SubjectRequestsService } from './subject-requests/subject-requests.service.ts';

const keyRing = {
  provide: KeyRing,
  inject: [IngestionConfig],
  useFactory: ({ NETWORK_KEY_FILE }: IngestionConfig) => KeyRing.fromFile('NETWORK_KEY_FILE', NETWORK_KEY_FILE),
};

/** Takes reports, keeps them, tells others, and shows them to who may see them. */
@Module({
  // reports are taken and read whether or not it learns what others disclosed
  imports: [PlatformModule.forService({ service: 'ingestion', config: IngestionConfig, servesWhileStuck: true })],
  controllers: [
    // before the routes with an id in their place
    BulkController,
    ReportsController,
    DisclosuresController,
    RecipientsController,
    AccessController,
    HoldsController,
    PurgesController,
    SubjectRequestsController,
    DisclosuresConsumer,
    QuarantineController,
    OperatorController,
  ],
  providers: [
    keyRing,
    KeyedDigests,
    ReportSeals,
    QuarantineSeals,
    IngestionStore,
    BodyParsers,
    ReportsRepository,
    OverridesRepository,
    ExternalIdsRepository,
    DisclosuresRepository,
    NoticesRepository,
    ReadersToTell,
    LooksService,
    UntoldLooks,
    RecipientsService,
    AccessRequestsRepository,
    AccessView,
    AskingService,
    DecidingService,
    AccessRequestsService,
    HoldsRepository,
    HoldsService,
    PurgesRepository,
    PurgeProofs,
    PurgingService,
    RetentionService,
    SubjectRequestsRepository,
    SubjectSearch,
    SubjectRequestsService,
    QuarantineRepository,
    IdempotencyService,
    SubmissionsService,
    AcceptanceService,
    ReportsService,
    TakenBackReports,
    RequestsService,
    ReadingService,
    QuarantineService,
    BulkLoads,
    BulkService,
    ReportReplays,
    DisclosuresFromNotification,
  ],
})
export class IngestionModule {}
