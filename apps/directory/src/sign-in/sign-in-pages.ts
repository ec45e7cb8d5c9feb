import { html, page, warning } from './pages.ts';

interface Shown {
  readonly publicUrl: string;
  readonly uid: string;
  /** What is wrong with what was sent. */
  readonly why?: string | undefined;
  /** The provider that this browser has signed in by. */
  readonly provider?: string | undefined;
}

/** Both ways in; first the one that this browser took before. */
export function signInPage({ publicUrl, uid, why, provider }: Shown): string {
  const action = `${publicUrl}/sign-in/${uid}`;
  const ways = [passwordWay(action), providerWay(action, provider)];
  return page('Sign in', html`${warning(why)} ${provider === undefined ? ways : ways.reverse()}`, publicUrl);
}

function passwordWay(action: string) {
  return html` <section>
    <h2>With a password</h2>
    <form method="post" action="${action}">
      <label>Sign-in name<input name="login" autocomplete="username" required maxlength="254" /></label>
      <label>Password<input type="password" name="password" autocomplete="current-password" required maxlength="1000" /></label>
      <label
        >Code<small>Of your authenticator, or one of your recovery codes.</small>
        <input name="code" autocomplete="one-time-code" required maxlength="100"
      /></label>
      <button>Sign in</button>
    </form>
  </section>`;
}

function providerWay(action: string, provider: string | undefined) {
  return html` <section>
    <h2>With your organisation’s account</h2>
    <form method="post" action="${action}/provider">
      <label
        >Name of the provider<small>As your organisation’s administrator has told you.</small>
        <input name="provider" value="${provider}" autocapitalize="none" required maxlength="60"
      /></label>
      <button>Go on to your organisation</button>
    </form>
  </section>`;
}

export function consentPage(publicUrl: string, uid: string, program: string): string {
  return page(
    'Is it you?',
    html`<p>${program} asks to act for you. Go on only if you have just started it yourself.</p>
      <form method="post" action="${publicUrl}/sign-in/${uid}/consent"><button>Go on</button></form>`,
    publicUrl,
  );
}

/** A form may lead to directory and its program alone, so what leads to a provider is a page between. */
export function onwardPage(publicUrl: string, url: URL): string {
  return page(
    'To your organisation',
    html`<p>You sign in at <strong>${url.host}</strong> and come back here.</p>
      <p><a href="${url.href}">Go on</a></p>`,
    publicUrl,
  );
}

/** Browsers go on by themselves. */
export const onwardHeaders = (url: URL) => ({ refresh: `0; url=${url.href}` });
