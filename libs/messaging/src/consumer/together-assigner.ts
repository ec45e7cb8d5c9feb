import { AssignerProtocol, type Assignment, type Cluster, type PartitionAssigner } from 'kafkajs';

const VERSION = 1;

/**
 * Gives the partition of one number, of all topics, to the same member, so that a partition and its replay lie in one hand.
 * @param onCluster gets KafkaJS's view of the cluster, for which this is the only door
 */
export function togetherAssigner(onCluster: (cluster: Cluster) => void): PartitionAssigner {
  return ({ cluster }) => {
    onCluster(cluster);
    return {
      name: 'TogetherAssigner',
      version: VERSION,
      assign({ members, topics }) {
        const sorted = members.map(({ memberId }) => memberId).sort();
        return Promise.resolve(
          sorted.map((memberId, place) => {
            const assignment: Assignment = {};
            for (const topic of topics) {
              const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
              assignment[topic] = partitions.filter((partition) => partition % sorted.length === place);
            }
            const userData = Buffer.alloc(0);
            return { memberId, memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: VERSION, assignment, userData }) };
          }),
        );
      },
      protocol: ({ topics }) => ({
        name: 'TogetherAssigner',
        metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData: Buffer.alloc(0) }),
      }),
    };
  };
}
