/** Text that is HTML already; everything else is escaped when it is put into a page. */
class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | undefined;

/** A piece of a page. What stands in it is escaped, unless it is a piece itself. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, at) => (at === 0 ? text : rendered(parts[at - 1]) + text)).join(''));
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(({ text }) => text).join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Nothing from elsewhere, no script at all, in nobody's frame, kept by nobody, and the link that led here is told to nobody. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy("form-action 'self'"),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** Browsers apply `form-action` to where a form's answer leads, too: a sign-in ends at the program that asked for it. */
export function headersLeadingTo(redirectUri: string): Record<string, string> {
  return { ...PAGE_HEADERS, 'content-security-policy': policy(`form-action 'self' ${new URL(redirectUri).origin}`) };
}

function policy(forms: string): string {
  return `default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; ${forms}`;
}

/** Where the pages are: their forms and their style are told by it, whatever path a proxy puts before them. */
export function page(title: string, body: Html, publicUrl?: string): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Landbridge</title>
        ${publicUrl === undefined ? undefined : html`<link rel="stylesheet" href="${new URL(publicUrl).pathname.replace(/\/$/, '')}/sign-in/style.css" />`}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;
}

export function messagePage(title: string, text: string, detail?: string, publicUrl?: string): string {
  return page(
    title,
    html`<p>${text}</p>
      ${detail === undefined ? undefined : html`<p>${detail}</p>`}`,
    publicUrl,
  );
}

/** Read out by screen readers before anything else. */
export function warning(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : html`<p role="alert">${text}</p>`;
}

export const STYLE = `:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 28rem; margin: 4rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.1rem; margin: 2.5rem 0 0; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input, select, button { font: inherit; width: 100%; box-sizing: border-box; padding: 0.5rem; margin-top: 0.25rem; }
button { margin-top: 1.5rem; cursor: pointer; }
small { font-weight: 400; display: block; }
[role='alert'], [role='note'] { border-left: 0.25rem solid #b00020; padding-left: 0.75rem; }
code { font-size: 1.1rem; overflow-wrap: anywhere; }
`;
