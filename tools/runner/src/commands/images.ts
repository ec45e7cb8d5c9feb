import { buildImages } from '@landbridge/deployment';
import { streamProgress } from '@landbridge/engines';

export async function images({ offline }: { offline?: true }): Promise<void> {
  const { services, engines } = await buildImages({ offline: offline ?? false, progress: streamProgress() });
  console.log(`SERVICES_IMAGE=${services}`);
  if (engines) console.log(`KAFKA_IMAGE=${engines.kafka}\nMONGODB_IMAGE=${engines.mongodb}`);
}
