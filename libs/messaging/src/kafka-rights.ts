import { createRequire } from 'node:module';
import { KAFKA_RIGHTS, topicName, type KafkaRights } from '@landbridge/contracts';
import type * as kafkajs from 'kafkajs';
import type { AclEntry, AclResourceTypes, Admin } from 'kafkajs';

// of this CommonJS package Node sees by name only what stands before the first value that is not a plain name
const {
  AclOperationTypes: Operation,
  AclPermissionTypes: Permission,
  AclResourceTypes: Resource,
  ResourcePatternTypes: Pattern,
} = createRequire(import.meta.url)('kafkajs') as typeof kafkajs;

/** Makes the rights in Kafka what the contracts' table says: grants what is missing, and takes back what is not in it any more. */
export async function grantRights(admin: Admin, namespace: string): Promise<void> {
  const wanted = rightsIn(namespace);
  const held = (await Promise.all(Object.keys(KAFKA_RIGHTS).map((service) => rightsOf(admin, service)))).flat();
  const own = held.filter(({ resourceName }) => resourceName.startsWith(`${namespace}.`));
  const heldKeys = new Set(own.map(keyOf));
  const wantedKeys = new Set(wanted.map(keyOf));
  const missing = wanted.filter((right) => !heldKeys.has(keyOf(right)));
  const superfluous = own.filter((right) => !wantedKeys.has(keyOf(right)));
  if (missing.length > 0) await admin.createAcls({ acl: missing });
  if (superfluous.length > 0) await admin.deleteAcls({ filters: superfluous });
}

/** Every right of the table, for one namespace. */
function rightsIn(namespace: string): AclEntry[] {
  return Object.entries(KAFKA_RIGHTS).flatMap(([service, { reads, writes }]: [string, KafkaRights]) => {
    const grant = (
      resourceType: AclResourceTypes,
      resourceName: string,
      operation: kafkajs.AclOperationTypes,
      prefixed = false,
    ): AclEntry => ({
      resourceType,
      resourceName,
      resourcePatternType: prefixed ? Pattern.PREFIXED : Pattern.LITERAL,
      principal: principalOf(service),
      host: '*',
      operation,
      permissionType: Permission.ALLOW,
    });
    const own = `${namespace}.${service}`;
    return [
      ...reads.map((topic) => grant(Resource.TOPIC, topicName(namespace, topic), Operation.READ)),
      ...writes.map((topic) => grant(Resource.TOPIC, topicName(namespace, topic), Operation.WRITE)),
      grant(Resource.GROUP, own, Operation.READ),
      grant(Resource.GROUP, `${own}.`, Operation.READ, true),
      grant(Resource.TRANSACTIONAL_ID, `${own}.`, Operation.WRITE, true),
    ];
  });
}

async function rightsOf(admin: Admin, service: string): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    resourceType: Resource.ANY,
    resourcePatternType: Pattern.ANY,
    principal: principalOf(service),
    operation: Operation.ANY,
    permissionType: Permission.ANY,
  });
  return resources.flatMap(({ acls, resourcePatternType, ...resource }) =>
    acls.map((acl) => ({ ...acl, ...resource, resourcePatternType })),
  );
}

const principalOf = (service: string) => `User:${service}`;

const keyOf = ({ resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType }: AclEntry) =>
  [resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType].join('|');
