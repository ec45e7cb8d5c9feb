import { streamProgress } from '@landbridge/engines';
import { buildImages } from '@landbridge/deployment';

export async function images({ offline }: { offline?: true }): Promise<void> {
  const image = await buildImages({ offline: offline ?? false, progress: streamProgress() });
  console.log(`${image} is there. It runs one service: \`docker run ${image} ingestion\`.`);
}
