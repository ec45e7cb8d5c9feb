import type { IncomingMessage, ServerResponse } from 'node:http';
import { type KeyRing, SERVICE_CONFIG, type SigningKeys } from '@landbridge/platform';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { Rate } from '../attempts/rate.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { PEOPLE_KEYS } from '../people/people-keys.ts';
import { messagePage, PAGE_HEADERS } from '../sign-in/pages.ts';
import { Accounts } from './accounts.ts';
import { Clients } from './clients.ts';
import type { ScheduledKey } from './key-schedule.ts';
import { OidcRecordsRepository } from './oidc-records.repository.ts';
import { openIdProvider } from './openid-provider.ts';
import { RequestAddress } from './request-address.ts';
import { publishKeys, SigningKeyFile } from './signing-keys.ts';
import { TokenRecord } from './token-record.ts';

const MOUNT = '/oidc';
/** Where a program's question arrives; what comes below it goes on with one. */
const BEGINNING = /^\/auth\/?(\?|$)/i;
/** How often the file of keys is looked into: another instance may have added one, or one's turn may have come. */
const LOOK_MS = 15_000;
/** Many people may come from one address, and programs ask again and again. */
export const MOST_BEGUN_IN_A_MINUTE = 300;

/**
 * The OpenID provider of this instance. It is made anew when the keys change, because its keys are given once. Tokens, sessions, codes
 * and links live by the world's clock, and not by the one that the demo moves: programs and authenticators know no other.
 */
@Injectable()
export class OpenIdHost implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(OpenIdHost.name);
  private readonly file: SigningKeyFile;
  private readonly begun = new Rate(MOST_BEGUN_IN_A_MINUTE, 60_000);
  private inForce: SigningKeys = { keys: [] };
  private provider: Provider;
  private handle: ReturnType<Provider['callback']>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
    @Inject(PEOPLE_KEYS) private readonly peopleKeys: KeyRing,
    private readonly clients: Clients,
    private readonly accounts: Accounts,
    private readonly records: OidcRecordsRepository,
    private readonly record: TokenRecord,
    private readonly addresses: RequestAddress,
    private readonly server: HttpAdapterHost,
  ) {
    this.file = new SigningKeyFile(config.signingKeysFile);
    this.useKeys();
  }

  get current(): Provider {
    return this.provider;
  }

  onModuleInit(): void {
    const { protocol, host } = new URL(this.config.PUBLIC_URL);
    this.server.httpAdapter.use(MOUNT, (request: IncomingMessage, response: ServerResponse) => {
      // the site's own address says how people reach it, not what they send
      Object.assign(request.headers, { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host, host });
      if (this.mayAsk(request)) void this.handle(request, response);
      else tooMany(response);
    });
    this.timer = setInterval(() => this.lookForKeys(), LOOK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** First the key that signs, then the others that are published. */
  keys(): readonly ScheduledKey[] {
    return this.file.inForce(new Date()).keys;
  }

  /** @throws Problem 409 */
  rotate(): ScheduledKey {
    const next = this.file.rotate(new Date());
    this.useKeys();
    return next;
  }

  /** Each sign-in that is begun lies in the store for half an hour, whether anybody goes on with it or not. */
  private mayAsk({ url, socket, headers }: IncomingMessage): boolean {
    if (url === undefined || !BEGINNING.test(url)) return true;
    return this.begun.admit(this.addresses.of(socket.remoteAddress ?? '', headers), new Date());
  }

  private lookForKeys(): void {
    try {
      this.useKeys();
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      this.logger.error({ kind }, 'The keys cannot be read; those from before stay in use.');
    }
  }

  private useKeys(): void {
    const keys = this.file.inForce(new Date());
    if (kidsOf(keys) === kidsOf(this.inForce)) return;
    if (this.config.PUBLIC_KEYS_FILE !== undefined) publishKeys(keys, this.config.PUBLIC_KEYS_FILE);
    this.provider = openIdProvider({
      issuer: this.config.PUBLIC_URL + MOUNT,
      publicUrl: this.config.PUBLIC_URL,
      audience: this.config.TOKEN_AUDIENCE,
      keys,
      cookieKey: this.peopleKeys.derive('cookies').toString('base64url'),
      clients: this.clients,
      accounts: this.accounts,
      records: this.records,
      now: () => new Date(),
    });
    this.provider.on('server_error', (_ctx, error) => this.logger.error({ kind: error.name }, 'A token could not be given.'));
    this.provider.use(async (context, next) => {
      await next();
      await this.record.put(context as unknown as KoaContextWithOIDC);
    });
    this.handle = this.provider.callback();
    this.inForce = keys;
  }
}

function tooMany(response: ServerResponse): void {
  response.writeHead(429, { ...PAGE_HEADERS, 'retry-after': '60' });
  response.end(messagePage('Too many sign-ins', 'Too many were begun from where you are. Wait a minute, and begin again.'));
}

const kidsOf = ({ keys }: SigningKeys) => keys.map(({ kid }) => String(kid)).join(' ');
