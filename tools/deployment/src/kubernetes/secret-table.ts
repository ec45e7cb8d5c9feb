/**
 * What `k8s/README.md` says must be made by hand: `Secret/name` with its keys.
 * @param text with a table whose rows begin with the name, the kind and the keys
 */
export function readSecretTable(text: string): Map<string, string[]> {
  const rows = text.matchAll(/^\| `([^`]+)` +\| (Secret|ConfigMap) +\| ([^|]+)\|/gm);
  return new Map(
    [...rows].map(([, name, kind, keys]) => [`${kind}/${name}`, [...(keys ?? '').matchAll(/`([^`]+)`/g)].map(([, key]) => String(key))]),
  );
}
