import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExampleService } from './example-service.ts';

describe('the operator’s list of events that could not be used', () => {
  let service: ExampleService;
  let operator: string;
  beforeAll(async () => {
    service = await ExampleService.start();
    operator = await service.directory.token('operator', 'operator');
    await service.database.collection<{ _id: string }>('verdicts').insertMany(
      [1, 2, 3].map((offset) => ({
        _id: `g/live/0000/${String(offset).padStart(16, '0')}`,
        ...{ generation: 'g', source: 'live', partition: 0, offset, topic: 'reports', key: null, headers: [], value: null },
        ...{ error: { name: 'Invalid', message: 'not a report' }, at: new Date(), letter: 'sent', replays: 0 },
      })),
    );
  });
  afterAll(() => service.stop());

  const list = async (query: string) => (await service.call(operator, 'GET', `/v1/operator/dead-letters?${query}`)).json<Page>();

  interface Page {
    readonly deadLetters: { offset: number }[];
    readonly next?: string;
    readonly status?: number;
  }

  it('goes on page by page, with the filters that it was begun with', async () => {
    const first = await list('limit=2&topic=reports');
    const rest = await list(`limit=2&topic=reports&cursor=${first.next}`);
    expect([first, rest].map(({ deadLetters }) => deadLetters.map(({ offset }) => offset))).toEqual([[1, 2], [3]]);
    expect(rest).not.toHaveProperty('next');
    for (const cursor of [`topic=trends&cursor=${first.next}`, 'cursor=g/live/0000/0000000000000001', 'cursor[$gt]=x'])
      expect(await list(cursor)).toMatchObject({ status: 400 });
  });
});
