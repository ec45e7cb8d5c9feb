import * as dto from './events.dto.ts';
import { CommunityState, OrganisationState } from './organisation.dto.ts';
import type { TopicName } from './topics.ts';
import { Trend } from './trend.dto.ts';

/** Every event by its name: the class of its data. On the wire the type is `org.landbridge.<name>.v1`. */
export const EVENTS = {
  'report.accepted': dto.ReportChange,
  'report.revised': dto.ReportChange,
  'report.narrowed': dto.ReportChange,
  'report.withdrawn': dto.ReportWithdrawn,
  'replay.completed': dto.ReplayCompleted,
  'organisation.changed': OrganisationState,
  'organisation.suspended': OrganisationState,
  'community.changed': CommunityState,
  heartbeat: dto.Heartbeat,
  'trend.opened': Trend,
  'trend.revised': Trend,
  'trend.closed': Trend,
  'disclosure.recorded': dto.Disclosure,
  'withdrawal.delivered': dto.WithdrawalDelivered,
  'access.requested': dto.AccessRequested,
  'access.decided': dto.AccessDecided,
  'audit.sealed': dto.AuditRoot,
  'delivery.changed': dto.DeliveryChange,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<N extends EventName> = InstanceType<(typeof EVENTS)[N]>;

/** The events that each topic carries. Dead letters carry other topics' records as they came. */
export const TOPIC_EVENTS = {
  reports: ['report.accepted', 'report.revised', 'report.narrowed', 'report.withdrawn'],
  organisations: ['organisation.changed', 'organisation.suspended', 'community.changed'],
  heartbeats: ['heartbeat'],
  trends: ['trend.opened', 'trend.revised', 'trend.closed'],
  disclosures: ['disclosure.recorded', 'withdrawal.delivered'],
  cooperation: ['access.requested', 'access.decided'],
  audit: ['audit.sealed'],
  deliveries: ['delivery.changed'],
  'dead-letters': [],
  'replay.trend-detection': ['report.accepted', 'report.revised', 'report.withdrawn', 'replay.completed'],
  'replay.ingestion': ['disclosure.recorded', 'withdrawal.delivered', 'replay.completed'],
  'replay.notification.reports': ['report.accepted', 'report.revised', 'report.withdrawn', 'replay.completed'],
  'replay.notification.trends': ['trend.opened', 'trend.revised', 'trend.closed', 'replay.completed'],
} as const satisfies Record<TopicName, readonly EventName[]>;

export type EventOf<T extends TopicName> = (typeof TOPIC_EVENTS)[T][number];

/** Events whose effect follows from their headers alone, so that one with an unreadable body still takes effect. */
export const HEADER_ONLY: readonly EventName[] = ['report.narrowed', 'report.withdrawn', 'organisation.suspended'];

const PREFIX = 'org.landbridge.';

export function eventType(name: EventName): string {
  return `${PREFIX}${name}.v1`;
}

/** @returns the event's name, or `undefined` for a type that this version does not know */
export function eventName(type: string): EventName | undefined {
  const name = type.startsWith(PREFIX) && type.endsWith('.v1') ? type.slice(PREFIX.length, -3) : '';
  return Object.hasOwn(EVENTS, name) ? (name as EventName) : undefined;
}
