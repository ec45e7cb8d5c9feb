import { messageOf } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tokens } from './token-source.ts';

const PATIENCE_MS = 30_000;

/** A service refused a request; the message holds its own words. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Speaks JSON to one service as one client. */
export class ServiceClient {
  readonly baseUrl: string;
  readonly tokens: Tokens;

  constructor(baseUrl: string, tokens: Tokens) {
    this.baseUrl = baseUrl;
    this.tokens = tokens;
  }

  /** Asks again for a while when the service says that it will be able to answer soon. */
  async get(path: string): Promise<Record<string, unknown>> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await this.send('GET', path);
      } catch (error) {
        if (!(error instanceof Refused && error.status === 503) || Date.now() > until) throw error;
      }
      await sleep(250);
    }
  }

  post(path: string, body: object = {}, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.send('POST', path, body, headers);
  }

  put(path: string, body: object, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.send('PUT', path, body, headers);
  }

  delete(path: string, body?: object): Promise<Record<string, unknown>> {
    return this.send('DELETE', path, body);
  }

  private async send(method: string, path: string, body?: object, more?: Record<string, string>): Promise<Record<string, unknown>> {
    const url = `${this.baseUrl}${path}`;
    const authorization = `Bearer ${await this.tokens.token()}`;
    const headers = { authorization, ...(body && { 'content-type': 'application/json' }), ...more };
    const request = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(url, request).catch((error: unknown) => {
      throw new Error(`${method} ${url} got no answer: ${messageOf(error)}`);
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, `${method} ${path} was refused with ${response.status}: ${reasonIn(text)}`);
    const answer: unknown = text === '' ? {} : JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? { ...answer } : {};
  }
}

/** The words of a problem document, or the text itself. */
export function reasonIn(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    if (typeof problem === 'object' && problem !== null && 'title' in problem)
      return [problem.title, 'detail' in problem ? problem.detail : undefined].filter(Boolean).join(': ');
  } catch {
    // not a problem document: its text is the reason
  }
  return text.slice(0, 300);
}
