import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { headersLeadingTo, html, page, PAGE_HEADERS, warning } from './pages.ts';

describe('a page', () => {
  it('escapes whatever is put into it, in text and in attributes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', 'a', ' ', '=') }), (text) => {
        const { text: made } = html`<p title="${text}">${text}</p>`;
        const [, attribute = '', content = ''] = /^<p title="([^"<>']*)">([^"<>']*)<\/p>$/.exec(made) ?? [];
        expect([attribute, content].map(unescaped)).toEqual([text, text]);
      }),
    );
  });

  it('keeps pieces as they are, one or many, and leaves out what is not there', () => {
    const items = ['<a>', 'b'].map((item) => html`<li>${item}</li>`);
    expect(
      html`<ul>
          ${items}
        </ul>
        ${undefined}${1}`.text.replace(/\s+/g, ''),
    ).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>1');
    expect(page('<Title>', html`${warning('Not <right>')}`)).toContain('<p role="alert">Not &lt;right&gt;</p>');
    expect(page('<Title>', html``)).toContain('<h1>&lt;Title&gt;</h1>');
  });

  it('lets a sign-in lead to its own program and nowhere else', () => {
    const policy = headersLeadingTo('http://[::1]:4711/callback')['content-security-policy'];
    expect(policy).toContain("form-action 'self' http://[::1]:4711");
    expect(policy).toContain("default-src 'none'");
    expect(PAGE_HEADERS['content-security-policy']).toMatch(/form-action 'self'$/);
  });

  it('finds its style under whatever path the site has put before it', () => {
    expect(page('x', html``, 'https://example.org/directory')).toContain('href="/directory/sign-in/style.css"');
    expect(page('x', html``, 'https://example.org')).toContain('href="/sign-in/style.css"');
  });
});

const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
const unescaped = (text: string) => text.replace(/&[a-z#0-9]+;/g, (entity) => CHARACTERS[entity] ?? entity);
