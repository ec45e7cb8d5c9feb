import type { DeliveryState, UsePurpose } from '@landbridge/contracts';
import type { NewEvent } from '@landbridge/messaging';
import type { Carried } from '../routing/reach.ts';
import { deliveryId, type Delivery } from './delivery.schema.ts';

interface Changed {
  readonly delivery: string;
  readonly subscription: string;
  readonly state: DeliveryState;
  readonly attempts: number;
}

/** Where a state stands among those of its attempt; with the attempts it numbers the states of a delivery. */
const STEP: Record<DeliveryState, number> = { sending: 0, waiting: 1, delivered: 2, failed: 2, dropped: 2 };

export function deliveryChanged({ delivery, subscription, state, attempts }: Changed, at: Date): NewEvent<'deliveries'> {
  return {
    topic: 'deliveries',
    name: 'delivery.changed',
    key: subscription,
    subject: delivery,
    revision: attempts * 3 + STEP[state],
    time: at,
    data: { delivery, subscription, state, attempts, at: at.toISOString() },
  };
}

/** Its id is that of its delivery, so that telling it again tells nothing new. */
export type DisclosureEvent = NewEvent<'disclosures'> & { readonly id: string };

interface Disclosed {
  readonly delivery: string;
  readonly report: string;
  readonly revision: number;
  readonly reader: string;
  readonly level: Carried;
  readonly purpose: UsePurpose;
}

/** An attempt at sending a report above CLEAR has begun; that it begins counts, not that it arrives. */
export function disclosureRecorded(
  { delivery, report, revision, reader, level, purpose }: Disclosed,
  at: Date,
  policySequence: number,
): DisclosureEvent {
  return {
    topic: 'disclosures',
    name: 'disclosure.recorded',
    id: delivery,
    key: report,
    subject: report,
    revision,
    time: at,
    policySequence,
    data: { report, revision, reader, channel: 'webhook', level, purpose, at: at.toISOString() },
  };
}

type TakenBack = Pick<Delivery, '_id' | 'subscription' | 'subject' | 'revision' | 'organisation' | 'name'>;

/** Who had a report was told that it was taken back, or that less of it is left, and said so. */
export function withdrawalDelivered(
  { _id, subscription, subject: report, revision, organisation: reader, name }: TakenBack,
  at: Date,
): DisclosureEvent {
  return {
    topic: 'disclosures',
    name: 'withdrawal.delivered',
    // what is left of a report was disclosed by the same delivery
    id: name === 'report.withdrawn' ? _id : deliveryId(subscription, report, revision, 'withdrawal.delivered'),
    key: report,
    subject: report,
    revision,
    time: at,
    data: { report, revision, reader, channel: 'webhook', at: at.toISOString() },
  };
}
