/** Where an organisation's provider sends people back: an address of its own, so that one provider's answer is never taken for another's. */
export function callbackOf(publicUrl: string, organisation: string): string {
  return `${publicUrl}/sign-in/providers/${organisation}/callback`;
}
