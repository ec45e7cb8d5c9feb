import { describe, expect, it } from '@jest/globals';
import { wrongSums, type Figures } from './sums.ts';
import { calmMessaging, calmState, goodFigures } from './testing.ts';

const after = calmState();

describe('wrongSums', () => {
  it('is silent when all numbers add up', () => {
    expect(wrongSums(goodFigures())).toEqual([]);
  });

  it('lets a second load of the same reports add nothing', () => {
    const again = {
      lines: 102,
      accepted: 0,
      alreadyHeld: 100,
      corrected: 0,
      withdrawn: 0,
      before: after,
      expected: undefined,
      received: 0,
    };
    expect(wrongSums(goodFigures(again))).toEqual([]);
  });

  it.each<[string, Partial<Figures>, string]>([
    ['a line without an answer', { lines: 103 }, '103 lines were sent and 102 were answered (accepted, already held or rejected).'],
    [
      'a report lost after it was accepted',
      { after: calmState({ reports: { ...after.reports, accepted: 99, withdrawn: 2 } }) },
      '100 reports were accepted and ingestion has 99 more than before.',
    ],
    [
      'an event that never went to Kafka',
      { corrected: 6 },
      '109 revisions were accepted (reports, corrections, withdrawals) and 108 events were sent to Kafka.',
    ],
    [
      'a bad line that was taken',
      { expected: { rejected: 3, counted: 97, totals: { victim: 130 } } },
      '3 lines are bad on purpose and 2 were rejected.',
    ],
    ['a counter that differs', { countersDiffering: 4 }, '4 counters differ from a recount.'],
    ['a recount that gave no number', { countersDiffering: NaN }, 'NaN counters differ from a recount.'],
    [
      'quantities that differ',
      { expected: { rejected: 2, counted: 97, totals: { victim: 131, event: 1 } } },
      'The quantities that were sent sum to 131 victims, 1 event; those that are counted, to 130 victims.',
    ],
    ['a planted change that was missed', { plantedFound: 2 }, '3 changes are planted in the sample and 2 were found.'],
    ['a webhook that was lost', { received: 5 }, 'notification has delivered 6 webhooks and 5 were received.'],
    ['a webhook of somebody else', { unsigned: 1 }, '1 webhook came without a good signature.'],
    ['a change that nobody told', { untold: 1 }, 'The subscriber was not told of 1 change.'],
    [
      'dead letters',
      { after: calmState({ messaging: { ...after.messaging, notification: { ...calmMessaging, deadLetters: 2 } } }) },
      'notification could not use 2 events (dead letters).',
    ],
  ])('says so of %s', (_, figures, sentence) => {
    expect(wrongSums(goodFigures(figures))).toEqual([sentence]);
  });

  it('names every sum that does not hold', () => {
    const counting = { ...after.counting, counted: 96 };
    expect(wrongSums(goodFigures({ after: calmState({ counting }) }))).toEqual([
      'ingestion holds 97 reports and 96 are counted.',
      '97 reports were sent that should count, and 96 are counted.',
    ]);
  });
});
