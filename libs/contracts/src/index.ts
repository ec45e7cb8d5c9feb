export * from './codes.ts';
export * from './modus-operandi.codes.ts';
export { COUNTRIES, isCountry, readCountry } from './countries.ts';
export { IsCountry, IsDay, IsInstant, IsLanguage, IsLine, IsSlug, SLUG, isDay, isInstant } from './fields.ts';
export {
  Contributor,
  Evaluation,
  Marking,
  Observed,
  Quantity,
  Recruitment,
  ReportContent,
  ReportInput,
  Sector,
  StructuredReport,
  TextCheckOverride,
  Where,
  Withdrawal,
} from './report.dto.ts';
export {
  DisputeDecision,
  ModusOperandi,
  ModusOperandiAuthor,
  ModusOperandiContent,
  ModusOperandiDispute,
  ModusOperandiEvidence,
  ModusOperandiMarking,
  ModusOperandiSightings,
  ModusOperandiSummary,
  ModusOperandiWords,
  NewModusOperandi,
} from './modus-operandi.dto.ts';
export { concernsMinors, isPalermoComplete, violations, type Violation } from './report-rules.ts';
export {
  AgreementState,
  Charter,
  CommunityState,
  MOST_AGREEMENTS,
  MOST_PEOPLE,
  OrganisationState,
  PersonState,
} from './organisation.dto.ts';
export {
  ARTEFACTS,
  CLOSING_REASONS,
  DETECTION_METHODS,
  DIMENSIONS,
  MEASURES,
  PUBLIC_AUDIENCE,
  TREND_GRAINS,
  TREND_KINDS,
  TREND_STATES,
  type Artefact,
  type ClosingReason,
  type DetectionMethod,
  type Dimension,
  type Measure,
  type TrendGrain,
  type TrendKind,
  type TrendState,
} from './trend-codes.ts';
export { isSeriesValue, IsSeriesValue } from './series-values.ts';
export { Trend, TrendEvidence, TrendSeries, TrendTranslations } from './trend.dto.ts';
export { restsOnSeveral } from './trend-rules.ts';
export {
  ACCESS_DECISIONS,
  AccessDecided,
  AccessRequested,
  AuditRoot,
  DELIVERY_STATES,
  DISCLOSED_LEVELS,
  DISCLOSURE_CHANNELS,
  DeliveryChange,
  Disclosure,
  Heartbeat,
  LaneHeartbeat,
  ReplayCompleted,
  ReportChange,
  ReportWithdrawn,
  StrandHead,
  WithdrawalDelivered,
  type AccessDecision,
  type DeliveryState,
  type DisclosureChannel,
} from './events.dto.ts';
export {
  AUDIT_OUTCOMES,
  beginningDigest,
  canonical,
  contentDigest,
  linkDigest,
  rootDigest,
  type AuditActor,
  type AuditContent,
  type AuditEntry,
  type AuditObject,
  type AuditOutcome,
  type AuditStrand,
} from './audit-chain.ts';
export { EVENTS, HEADER_ONLY, TOPIC_EVENTS, eventName, eventType, type EventData, type EventName, type EventOf } from './events.ts';
export { JSON_CONTENT, UnreadableEnvelope, fromHeaders, toHeaders, type EventAttributes, type EventHeaders } from './envelope.ts';
export { KAFKA_RIGHTS, topicsOf, type KafkaRights } from './principals.ts';
export { SEGMENT, TOPICS, TOPIC_NAMES, topicName, type TopicName, type TopicShape } from './topics.ts';
export { allSchemas, compileCheck, decoratedClasses, schemaOf, toViolations, type Check, type JsonSchema } from './schema.ts';
