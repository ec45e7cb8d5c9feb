import { describe, expect, it, jest } from '@jest/globals';
import { structuredReport, withdrawalOf } from '@landbridge/contracts/testing';
import type { EventBatch, ReceivedEvent } from '@landbridge/messaging';
import { Test } from '@nestjs/testing';
import { MongoCountingStore } from './mongo-counting-store.ts';
import { contributionOf, ReportsConsumer } from './reports.consumer.ts';

const report = structuredReport({ marking: { tlp: 'amber', communities: ['research', 'practitioners'] } });
const accepted: ReceivedEvent<'reports'> = {
  name: 'report.accepted',
  id: 'e',
  key: report.id,
  subject: report.id,
  revision: 1,
  time: new Date(),
  offset: 7,
  stamp: 7,
  data: { report },
};
const batch = (over: Partial<EventBatch<'reports'>> = {}): EventBatch<'reports'> => ({
  topic: 'reports',
  partition: 5,
  generation: 'g',
  source: 'live',
  events: [accepted],
  from: 7,
  next: 8,
  ...over,
});

describe('contributionOf', () => {
  it('counts a report in the cell of its marking', () => {
    expect(contributionOf(accepted)).toMatchObject({
      report: report.id,
      revision: 1,
      stamp: 7,
      counted: { cell: 'in:practitioners,research;amber;investigation,prevention;-;-;-' },
    });
  });

  it('takes a withdrawal from its headers alone', () => {
    const withdrawn = { ...accepted, name: 'report.withdrawn', revision: 2 } as const;
    const bare = { report: report.id, revision: 2, stamp: 7 };
    expect(contributionOf({ ...withdrawn, data: undefined })).toEqual(bare);
    expect(contributionOf({ ...withdrawn, data: { withdrawal: withdrawalOf(report) } })).toEqual(bare);
  });
});

describe('ReportsConsumer', () => {
  it('writes nothing before its effect is asked for, and counts a replay in documents of its own', async () => {
    const store = {
      contributions: jest.fn<MongoCountingStore['contributions']>().mockResolvedValue(new Map()),
      add: jest.fn<MongoCountingStore['add']>().mockResolvedValue([]),
      keep: jest.fn<MongoCountingStore['keep']>().mockResolvedValue(),
    };
    const module = await Test.createTestingModule({
      controllers: [ReportsConsumer],
      providers: [{ provide: MongoCountingStore, useValue: store }],
    }).compile();
    const effect = await module.get(ReportsConsumer).count(batch({ source: 'replay' }));
    expect(store.add).not.toHaveBeenCalled();
    await effect();
    expect(store.add.mock.calls[0]?.[0].every(({ id }) => id.startsWith('g|') && id.endsWith('|r5'))).toBe(true);
    expect(store.keep).toHaveBeenCalledTimes(1);
  });
});
