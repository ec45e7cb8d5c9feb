import { Inject, Injectable } from '@nestjs/common';
import { request } from 'undici';
import { readSecretFile, type ServiceConfig } from '../config.ts';
import { SERVICE_CONFIG, SERVICE_NAME } from '../tokens.ts';

/** Directory gave no token, or another service did not do what it was asked. Worth another try later. */
export class ServiceCallFailed extends Error {
  override readonly name = 'ServiceCallFailed';
}

/** Calls other services of the network as this one, with a token of its own. */
@Injectable()
export class ServiceClient {
  private token: { value: string; until: number } | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: Pick<ServiceConfig, 'DIRECTORY_URL' | 'TOKEN_AUDIENCE' | 'CLIENT_SECRET_FILE'>,
    @Inject(SERVICE_NAME) private readonly service: string,
  ) {
    // one that cannot be used is to stop the start, not each call
    this.secret();
  }

  /**
   * @returns the parsed JSON answer
   * @throws ServiceCallFailed when it does not answer within 10 s or refuses
   */
  async call(method: 'GET' | 'POST', url: string, body?: unknown): Promise<unknown> {
    const authorization = `Bearer ${await this.accessToken()}`;
    return this.send(method, url, { authorization, 'content-type': 'application/json' }, body === undefined ? null : JSON.stringify(body));
  }

  /**
   * A token of this service for the network, asked for anew a minute before it ends.
   * @throws ServiceCallFailed when directory gives none within 10 s
   */
  async accessToken(): Promise<string> {
    if (this.token && this.token.until > Date.now()) return this.token.value;
    const form = new URLSearchParams({ grant_type: 'client_credentials', scope: 'service', resource: this.config.TOKEN_AUDIENCE });
    const basic = Buffer.from(`${encodeURIComponent(this.service)}:${encodeURIComponent(this.secret())}`).toString('base64');
    const answer = await this.send(
      'POST',
      `${this.config.DIRECTORY_URL}/oidc/token`,
      { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      form.toString(),
    );
    const { access_token: value, expires_in: seconds } = answer as { access_token?: unknown; expires_in?: unknown };
    if (typeof value !== 'string' || typeof seconds !== 'number') throw new ServiceCallFailed('directory answered without a token.');
    this.token = { value, until: Date.now() + (seconds - 60) * 1000 };
    return value;
  }

  private secret(): string {
    return readSecretFile('CLIENT_SECRET_FILE', this.config.CLIENT_SECRET_FILE);
  }

  private async send(method: 'GET' | 'POST', url: string, headers: Record<string, string>, body: string | null): Promise<unknown> {
    const { pathname, host } = new URL(url);
    try {
      const answer = await request(url, { method, headers, body, headersTimeout: 10_000, bodyTimeout: 10_000 });
      if (answer.statusCode >= 300) {
        await answer.body.dump();
        throw new ServiceCallFailed(`${method} ${host}${pathname} was answered with ${answer.statusCode}.`);
      }
      return await answer.body.json();
    } catch (error) {
      if (error instanceof ServiceCallFailed) throw error;
      throw new ServiceCallFailed(`${method} ${host}${pathname} was not answered.`, { cause: error });
    }
  }
}
