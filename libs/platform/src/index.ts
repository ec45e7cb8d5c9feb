export { runService, configureService, fastifyAdapter } from './bootstrap.ts';
export { Problems } from './api-problems.ts';
export { actorOfReader } from './audit/actor.ts';
export type { AuditDraft } from './audit/audit-draft.ts';
export { Audit } from './audit/audit.ts';
export { noteForAudit } from './audit/audited-act.ts';
export { type Refusal, Refusals } from './audit/refusals.ts';
export { READ_UNSEEN } from './audit/told-reader.ts';
export { Clock, StoreClock } from './clock.ts';
export { ConfigError, readConfig, readCredentialFile, readSecretFile, ServiceConfig, type ConfigClass } from './config.ts';
export { Cursors, type Page, type PageAsked, type Place } from './cursors.ts';
export {
  CurrentCaller,
  CurrentOrganisation,
  isOfAssessingTeam,
  Public,
  RequireScope,
  SCOPES,
  type Caller,
  type OrganisationCaller,
  type Scope,
} from './identity/caller.ts';
export { SCOPES_OF_ROLE, scopesOf } from './identity/scopes-of-role.ts';
export { Readers } from './identity/readers.ts';
export { PURPOSE_HEADER, purposeOf } from './identity/use-purpose.ts';
export { ServiceCallFailed, ServiceClient } from './identity/service-client.ts';
export { insertAll } from './insert-all.ts';
export { KeyRing, open, seal, SealBroken } from './keys/key-ring.ts';
export { newSigningKeys, publicKeysOf, type SigningKeys } from './keys/signing-keys.ts';
export { NeverLimited } from './limits/write-limit.guard.ts';
export { ALLOWED_HOSTS, UrlGuard, UrlRefused } from './outbound/url-guard.ts';
export { PlatformModule } from './platform.module.ts';
export { Problem, PROBLEM_BASE, ProblemFilter, type ProblemDetails } from './problem.ts';
export { PERSONAL_KINDS, type PersonalKind } from './text-check/finders.ts';
export { requireImpersonal, textsOf, type TextsByPlace } from './text-check/impersonal.ts';
export { checkText, type PersonalText, placeOf } from './text-check/text-check.ts';
export { SERVICE_CONFIG, SERVICE_NAME } from './tokens.ts';
export { validationPipe } from './validation.ts';
export { type ExpectedVersion, expectedVersion, IF_MATCH, requireVersion, versionTag } from './version-tag.ts';
