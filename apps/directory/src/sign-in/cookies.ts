import type { FastifyRequest } from 'fastify';

const TEXT = /^[\w-]{1,400}$/;

/** Where a cookie goes, and for how long. */
export interface CookieOptions {
  readonly publicUrl: string;
  /** Below the public URL. */
  readonly path: string;
  /** Seconds; 0 takes it away. */
  readonly life: number;
}

/** For pages of directory alone, out of reach of scripts, sent along when a link or a provider leads back here (RFC 6265bis). */
export function setCookie(name: string, text: string, { publicUrl, path, life }: CookieOptions): string {
  const { protocol, pathname } = new URL(publicUrl);
  const secure = protocol === 'https:' ? '; Secure' : '';
  return `${name}=${text}; Path=${pathname.replace(/\/$/, '')}${path}; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`;
}

/** @returns what a cookie holds, where it is as directory writes it */
export function cookieIn({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const text = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return text !== undefined && TEXT.test(text) ? text : undefined;
}
