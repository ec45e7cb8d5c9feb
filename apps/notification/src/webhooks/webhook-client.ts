import { UrlGuard, UrlRefused } from '@landbridge/platform';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';

/** The receiver has this long to answer. */
export const ANSWER_WITHIN = 15_000;

export interface Receipt {
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** Why there was none: a short code that names no address. */
  readonly failure?: string;
  readonly retryAfter?: string;
}

/** POSTs to receivers: no redirects, no private addresses, no patience. */
@Injectable()
export class WebhookClient implements OnApplicationShutdown {
  private readonly guarded: Agent;
  private readonly open = new Agent();
  private readonly closing = new AbortController();

  constructor(private readonly guard: UrlGuard) {
    this.guarded = new Agent({ connect: { lookup: guard.lookup } });
  }

  async post(url: string, headers: Record<string, string>, body: string): Promise<Receipt> {
    try {
      await this.guard.check(url);
      const answer = await request(url, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Landbridge-Webhooks/1' },
        body,
        dispatcher: this.guard.isExempt(new URL(url)) ? this.open : this.guarded,
        signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN), this.closing.signal]),
      });
      // what it says besides is of no interest, and it may be endless
      await answer.body.dump({ limit: 16_384 }).catch(() => undefined);
      const retryAfter = answer.headers['retry-after'];
      return { status: answer.statusCode, ...(typeof retryAfter === 'string' && { retryAfter }) };
    } catch (error) {
      return { failure: failureOf(error) };
    }
  }

  /** Waits for no more answers: what is under way has failed, and is tried again by whoever comes next. */
  abandon(): void {
    this.closing.abort();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.guarded.destroy(), this.open.destroy()]);
  }
}

function failureOf(error: unknown): string {
  const { name, code, cause } = errorShape(error);
  if (error instanceof UrlRefused || cause instanceof UrlRefused) return 'address-refused';
  if (name === 'TimeoutError') return 'timeout';
  if (name === 'AbortError') return 'abandoned';
  return typeof code === 'string' ? (FAILURES[code] ?? 'no-answer') : 'no-answer';
}

const errorShape = (error: unknown): { name?: unknown; code?: unknown; cause?: unknown } =>
  typeof error === 'object' && error !== null ? error : {};

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  CERT_HAS_EXPIRED: 'bad-certificate',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'bad-certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'bad-certificate',
};
