import { SCOPES } from '@landbridge/platform';
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';

/**
 * What a person's program may do: all that the roles allow now and no more, without asking. The network's own programs ask for it, and
 * there is nothing to choose; a program on the person's machine is confirmed by a page of its own.
 */
export async function grantByRoles({ oidc }: KoaContextWithOIDC, audience: string): Promise<Grant | undefined> {
  const { account, client, session, provider } = oidc;
  if (!account || !client || !session) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant =
    (known === undefined ? undefined : await provider.Grant.find(known)) ??
    new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  const allowed = account['scopes'] as readonly string[];
  delete grant.resources;
  delete grant.rejected;
  delete grant.openid;
  grant.addOIDCScope('openid');
  // all scopes are known to the provider, so it asks about each; what is not of OpenID counts for the network only
  grant.rejectOIDCScope(SCOPES.join(' '));
  grant.addResourceScope(audience, allowed.join(' '));
  grant.rejectResourceScope(audience, SCOPES.filter((scope) => !allowed.includes(scope)).join(' '));
  await grant.save();
  return grant;
}
