import { UrlGuard } from '@landbridge/platform';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request } from 'undici';

/** One answer of a provider has this long. */
export const ANSWER_WITHIN_MS = 8_000;
/** Metadata, keys and tokens are a few kilobytes. */
const LARGEST_ANSWER = 256 * 1024;

/** What openid-client asks for by `fetch`. */
export interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** An answer is larger than any provider's should be. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** Asks organisations' providers: no redirects, no private addresses, no patience, nothing endless. */
@Injectable()
export class ProviderFetch implements OnApplicationShutdown {
  private readonly guarded: Agent;
  private readonly open = new Agent();

  constructor(private readonly guard: UrlGuard) {
    this.guarded = new Agent({ connect: { lookup: guard.lookup } });
  }

  /** @throws UrlRefused, AnswerTooLarge, or what undici throws */
  readonly fetch = async (url: string, { method, headers, body }: Asked): Promise<Response> => {
    await this.guard.check(url);
    const answer = await request(url, {
      method: method as 'GET',
      headers,
      ...(body instanceof URLSearchParams && { body: body.toString() }),
      dispatcher: this.guard.isExempt(new URL(url)) ? this.open : this.guarded,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await wholeText(answer.body);
    const type = answer.headers['content-type'];
    return new Response(mayHaveBody(answer.statusCode) ? text : null, {
      status: answer.statusCode,
      headers: { ...(typeof type === 'string' && { 'content-type': type }) },
    });
  };

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.guarded.destroy(), this.open.destroy()]);
  }
}

async function wholeText(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > LARGEST_ANSWER) throw new AnswerTooLarge('A provider’s answer is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** `Response` refuses a body where there can be none. */
const mayHaveBody = (status: number) => status !== 204 && status !== 205 && status !== 304;
