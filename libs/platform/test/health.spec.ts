import { describe, expect, it } from '@jest/globals';
import { MessagingHealth } from '@landbridge/messaging';
import { ExampleService } from './example-service.ts';

describe('a service whose consumer cannot go on', () => {
  it.each([
    ['is sent no requests', {}, 503],
    ['is sent requests that it can serve all the same', { servesWhileStuck: true }, 200],
  ])('%s', async (_what, options, status) => {
    const service = await ExampleService.start(undefined, options);
    const call = (path: string) => service.call(undefined, 'GET', `/health/${path}`);
    const ask = async (path: string) => (await call(path)).statusCode;
    try {
      expect([await ask('ready'), await ask('live')]).toEqual([200, 200]);
      const health = service.app.get(MessagingHealth);
      health.sticks('reports/0', 'It fails.');
      expect([await ask('ready'), await ask('live')]).toEqual([status, 200]);
      health.goesOn('reports/0');
      expect(await ask('ready')).toBe(200);
      health.fails('consumer', 'It stopped for good.');
      expect([await ask('ready'), await ask('live')]).toEqual([503, 503]);
      expect((await call('ready')).json()).toMatchObject({ status: 503, detail: 'Down: messaging.', down: ['messaging'] });
    } finally {
      await service.stop();
    }
  });
});
