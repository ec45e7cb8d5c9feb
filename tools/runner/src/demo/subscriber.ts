import { sampleOrganisations } from '@landbridge/sample-network';
import { isRecord } from '@landbridge/deployment';
import { tokensOf, type Credentials } from '../sample-organisations.ts';
import { ServiceClient } from '../service-client.ts';
import type { Network } from '../network.ts';
import type { WebhookReceiver } from './receiver.ts';

/** What police reads for: each community's trends come for the purpose of its charter. */
const PURPOSES = ['investigation', 'victim-support', 'prevention'];

/** The team that assesses candidates, told of them by webhook. */
export class Subscriber {
  readonly trendDetection: ServiceClient;
  private readonly notification: ServiceClient;

  constructor({ addresses }: Network, { organisations }: Credentials, seed: number) {
    const assessing = sampleOrganisations(seed).find((organisation) => organisation.assessing);
    const credentials = organisations.find(({ id }) => id === assessing?.id);
    if (!credentials) throw new Error('The sample network has no organisation that assesses candidates.');
    const tokens = tokensOf(credentials, addresses.directory);
    this.trendDetection = new ServiceClient(addresses['trend-detection'], tokens);
    this.notification = new ServiceClient(addresses.notification, tokens);
  }

  /** Subscribes to what opens and changes. A subscription of an earlier demo led to a receiver that is gone. */
  async subscribe(receiver: WebhookReceiver): Promise<void> {
    const { subscriptions } = await this.notification.get('/v1/subscriptions');
    for (const earlier of Array.isArray(subscriptions) ? subscriptions.filter(isRecord) : [])
      await this.notification.delete(`/v1/subscriptions/${String(earlier['id'])}`);
    for (const purpose of PURPOSES) {
      const events = ['trend.opened', 'trend.revised'];
      const { secret } = await this.notification.post('/v1/subscriptions', { url: receiver.url, events, purpose });
      if (typeof secret !== 'string') throw new Error('notification gave no secret for the subscription.');
      receiver.trust(secret);
    }
  }
}
