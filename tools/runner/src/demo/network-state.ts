import { isRecord } from '@landbridge/deployment';
import type { OperatorClient } from '../operator-client.ts';
import { apps, type App } from '../root.ts';
import type { UnitSums } from '../loading/quantities.ts';

/** What goes into a service from Kafka, and out of it. */
export interface Messaging {
  readonly topics: readonly { readonly topic: string; readonly state: string; readonly lag: number | undefined }[];
  readonly outboxPending: number;
  readonly outboxQuarantined: number;
  readonly deadLetters: number;
}

/** How far the figures of a community are made anew, in series. */
export interface FiguresRemade {
  readonly community: string;
  readonly done: number;
  readonly total: number;
}

/** What the services say of themselves at one moment. */
export interface NetworkState {
  readonly messaging: Readonly<Record<App, Messaging>>;
  readonly reports: { readonly accepted: number; readonly withdrawn: number; readonly sent: number };
  readonly counting: {
    readonly counted: number;
    readonly totals: UnitSums;
    readonly dirty: number;
    readonly settled: boolean;
    readonly trendsOpen: number;
    /** Communities whose figures are being made anew under a changed charter. */
    readonly madeAnew: readonly FiguresRemade[];
  };
  readonly deliveries: {
    readonly waiting: number;
    readonly sending: number;
    readonly delivered: number;
    readonly failed: number;
    readonly dropped: number;
  };
}

/** Asks the services in the order in which things flow, so that nothing slips by between two answers. */
export async function readState(operator: OperatorClient): Promise<NetworkState> {
  const messaging = {} as Record<App, Messaging>;
  const status = {} as Record<App, Record<string, unknown>>;
  for (const app of apps) {
    messaging[app] = messagingIn(await operator.at(app).get('/v1/operator/messaging'));
    status[app] = await operator.at(app).get('/v1/operator/status');
  }
  const { ingestion, 'trend-detection': counting, notification } = status;
  return {
    messaging,
    reports: { accepted: numberIn(ingestion, 'accepted'), withdrawn: numberIn(ingestion, 'withdrawn'), sent: numberIn(ingestion, 'sent') },
    counting: {
      counted: numberIn(counting, 'counted'),
      totals: totalsIn(counting['totals']),
      dirty: numberIn(counting, 'dirty'),
      settled: counting['settled'] === true,
      trendsOpen: numberIn(counting, 'trendsOpen'),
      madeAnew: madeAnewIn(counting),
    },
    deliveries: {
      waiting: numberIn(notification, 'waiting'),
      sending: numberIn(notification, 'sending'),
      delivered: numberIn(notification, 'delivered'),
      failed: numberIn(notification, 'failed'),
      dropped: numberIn(notification, 'dropped'),
    },
  };
}

export function messagingIn(answer: Record<string, unknown>): Messaging {
  const topics: unknown[] = Array.isArray(answer['topics']) ? answer['topics'] : [];
  return {
    topics: topics.filter(isRecord).map((topic) => ({
      topic: String(topic['topic']),
      state: String(topic['state']),
      lag: typeof topic['lag'] === 'number' ? topic['lag'] : undefined,
    })),
    outboxPending: numberIn(answer, 'outboxPending'),
    outboxQuarantined: numberIn(answer, 'outboxQuarantined'),
    deadLetters: numberIn(answer, 'deadLetters'),
  };
}

export function madeAnewIn({ madeAnew }: Record<string, unknown>): FiguresRemade[] {
  const found: unknown[] = Array.isArray(madeAnew) ? madeAnew : [];
  return found
    .filter(isRecord)
    .map((figures) => ({ community: String(figures['community']), done: numberIn(figures, 'done'), total: numberIn(figures, 'total') }));
}

function totalsIn(totals: unknown): UnitSums {
  return isRecord(totals) ? Object.fromEntries(Object.keys(totals).map((unit) => [unit, numberIn(totals, unit)])) : {};
}

function numberIn(answer: Record<string, unknown>, name: string): number {
  const value = answer[name];
  if (typeof value !== 'number') throw new Error(`A service's status has no number "${name}".`);
  return value;
}
