import { describe, expect, it } from '@jest/globals';
import { endedBy, type GenerationDocument } from './generations.ts';

const now = { scheme: 1, clusterId: 'c', topicId: 't', replayTopicId: 'r' };
const generation: GenerationDocument = {
  _id: 'reports:1:1:c:t',
  topic: 'reports',
  number: 1,
  scheme: 1,
  clusterId: 'c',
  topicId: 't',
  state: 'replaying',
  liveFrom: [0],
  replay: { topicId: 'r', from: [0] },
  because: 'first',
  startedAt: new Date(),
};

describe('a generation', () => {
  it('goes on where nothing changed', () => expect(endedBy(generation, now)).toBeUndefined());
  it.each([
    ['scheme', { scheme: 2 }],
    ['cluster', { clusterId: 'd' }],
    ['topic', { topicId: 'u' }],
    ['replay-topic', { replayTopicId: 's' }],
  ])('is over by another %s', (reason, change) => expect(endedBy(generation, { ...now, ...change })).toBe(reason));
  it('does not need its replay topic any more when it is live', () =>
    expect(endedBy({ ...generation, state: 'live' }, { ...now, replayTopicId: 's' })).toBeUndefined());
  it('begins where there is none', () => expect(endedBy(undefined, now)).toBe('first'));
});
