import { it } from '@jest/globals';
import { busyNetwork } from './support/reports.ts';
import { MEMBER, Service, until } from './support/service.ts';
it('costs', async () => {
  const now = new Date('2026-03-10T02:00:00Z');
  const service = await Service.open();
  await service.start(now);
  await service.serveReplays();
  const reports = busyNetwork(1, 10_000, now);
  await service.accept(reports);
  await until('counted', async () => (await service.status())['counted'] === 10_000);
  for (const path of ['/v1/series?dimension=total&value=all&audience=practitioners', '/v1/series?dimension=corridor&value=RO%3EDE&audience=practitioners', '/v1/series?dimension=corridor&value=RO%3EDE&audience=practitioners&to=2025-09-01', '/v1/matrices?rows=origin&columns=purpose&audience=practitioners'])
    for (let i = 0; i < 3; i++) {
      const begun = performance.now();
      const { status } = await service.get(path, MEMBER.id);
      process.stderr.write(`COST ${path} ${status} ${Math.round(performance.now() - begun)} ms\n`);
    }
  await service.close();
}, 300_000);
