#!/bin/bash
# Formats an empty store, and runs the broker in this process, so that it gets SIGTERM itself.
set -euo pipefail
# where apache/kafka puts them, too
properties=/opt/kafka/config/server.properties
umask 077
cp /mnt/shared/config/server.properties "$properties"
: >/opt/kafka/logs/started
class_path='/opt/kafka/lib/*'
java -Xmx256m -cp "$class_path" kafka.tools.StorageTool format --ignore-formatted \
  --cluster-id "${CLUSTER_ID:?names this cluster: 16 random bytes in URL-safe base64}" --config "$properties"
read -ra options <<<"${KAFKA_HEAP_OPTS:--Xmx512m} ${KAFKA_OPTS:-}"
exec java "${options[@]}" -cp "$class_path" kafka.Kafka "$properties"
