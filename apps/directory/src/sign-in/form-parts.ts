import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../people/password.ts';
import type { OfferedFactor } from '../people/one-time-links.ts';
import { base32, otpauthUri } from '../people/totp.ts';
import { html } from './pages.ts';

/** Password and second factor, as somebody chooses them. */
export function proofFields({ secret, sealed }: OfferedFactor, login: string) {
  const inFours = (base32(secret).match(/.{1,4}/g) ?? []).join(' ');
  return html` <input type="hidden" name="factor" value="${sealed}" />
    <label
      >Password<small>${SHORTEST_PASSWORD} characters at least. Several words are easy to remember.</small>
      <input
        type="password"
        name="password"
        autocomplete="new-password"
        required
        minlength="${SHORTEST_PASSWORD}"
        maxlength="${LONGEST_PASSWORD}"
    /></label>
    <label
      >Password again <input type="password" name="again" autocomplete="new-password" required maxlength="${LONGEST_PASSWORD}"
    /></label>
    <p>
      Put this key into your authenticator program: <code>${inFours}</code>. On a telephone,
      <a href="${otpauthUri(secret, login)}">open the authenticator</a>.
    </p>
    <label
      >The code that it shows now <input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10"
    /></label>`;
}

/** What is shown once. */
export function recoveryPart(codes: readonly string[]) {
  return html` <p>
      Should you lose your authenticator, each of these codes lets you in once. Write them down now; nobody can show them again.
    </p>
    <ul>
      ${codes.map((code) => html`<li><code>${code}</code></li>`)}
    </ul>
    <p>You can sign in now where you work with Landbridge.</p>`;
}

/** A link that somebody else has looked at may be known to more than its person. */
export function openedBefore(at: Date | undefined) {
  if (!at) return undefined;
  const moment = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return html`<p role="note">
    This link was opened before, first at ${moment}. If that was not you, do not use it: ask an administrator of your organisation for a new
    one.
  </p>`;
}
