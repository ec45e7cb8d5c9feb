import { Injectable } from '@nestjs/common';
import { Counter, Gauge, register } from 'prom-client';

/** What Prometheus reads about messaging. Names and topics only, never content. */
@Injectable()
export class MessagingMetrics {
  readonly pending = gauge('landbridge_outbox_pending_chunks', 'Chunks of the outbox that are not yet in Kafka');
  readonly sent = counter('landbridge_outbox_sent_events_total', 'Events that Kafka has taken from the outbox');
  readonly quarantined = counter('landbridge_outbox_quarantined_events_total', 'Events that Kafka refuses for ever');
  readonly fenced = counter('landbridge_outbox_fenced_total', 'Times that another instance took over a lane of the outbox');
  readonly lag = gauge('landbridge_consumer_lag_events', 'Events of a partition that are not yet handled', 'topic', 'partition');
  readonly paused = gauge('landbridge_consumer_paused_partitions', 'Partitions that wait for a store, a service or a repair', 'topic');
  readonly handled = counter('landbridge_consumer_handled_events_total', 'Events handed to a handler that took them', 'topic');
  readonly deadLetters = counter('landbridge_dead_letters_total', 'Events that could not be used', 'topic');
}

/** One process may hold several applications, in tests; they share the registry. */
function gauge<T extends string>(name: string, help: string, ...labelNames: T[]): Gauge<T> {
  const known = register.getSingleMetric(name);
  return known instanceof Gauge ? known : new Gauge({ name, help, labelNames });
}

function counter<T extends string>(name: string, help: string, ...labelNames: T[]): Counter<T> {
  const known = register.getSingleMetric(name);
  return known instanceof Counter ? known : new Counter({ name, help, labelNames });
}
