import { type KeyRing, open, seal, SealBroken } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PEOPLE_KEYS } from '../people/people-keys.ts';
import type { AgencyProvider } from './agency-provider.schema.ts';
import type { ClientOfProvider } from './relying-party.ts';

const USE = 'provider-secret';

type Whose = Pick<AgencyProvider, '_id' | 'issuer' | 'clientId'>;

/** Client secrets lie sealed, each for its issuer and client: put beside another issuer, it does not open. */
@Injectable()
export class ProviderSecrets {
  constructor(@Inject(PEOPLE_KEYS) private readonly keys: KeyRing) {}

  seal(whose: Whose, secret: string): string {
    return seal(this.keys.derive(USE), contextOf(whose), Buffer.from(secret)).toString('base64');
  }

  /** @returns nothing when the people's key was replaced */
  find(provider: AgencyProvider): string | undefined {
    try {
      return this.clientOf(provider).clientSecret;
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  /** @throws SealBroken when the people's key was replaced */
  clientOf(provider: AgencyProvider): ClientOfProvider {
    const { issuer, clientId, clientSecret } = provider;
    const secret = open(this.keys.derive(USE), contextOf(provider), Buffer.from(clientSecret, 'base64'));
    return { issuer, clientId, clientSecret: secret.toString('utf8') };
  }
}

const contextOf = ({ _id, issuer, clientId }: Whose) => JSON.stringify([_id, issuer, clientId]);
