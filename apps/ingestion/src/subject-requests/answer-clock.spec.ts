import { describe, expect, it } from '@jest/globals';
import type { Regime } from '@landbridge/contracts';
import { answerBy } from './answer-clock.ts';

describe('the time for an answer to a data subject', () => {
  it.each<[Regime, string, string]>([
    ['gdpr', '2026-03-10', '2026-04-10'],
    ['gdpr', '2026-01-31', '2026-02-28'],
    ['gdpr', '2028-01-31', '2028-02-29'],
    ['gdpr', '2026-03-31', '2026-04-30'],
    ['gdpr', '2026-12-15', '2027-01-15'],
    ['eu-body', '2026-12-31', '2027-01-31'],
    ['led', '2026-01-31', '2026-03-02'],
    ['third-country', '2026-03-10', '2026-04-09'],
    ['international-organisation', '2026-03-10', '2026-04-09'],
  ])('under %s from %s on ends with %s', (regime, received, due) => {
    expect(answerBy(received, regime)).toBe(due);
  });

  it.each<[Regime, string, string]>([
    ['gdpr', '2026-03-10', '2026-06-10'],
    ['gdpr', '2026-11-30', '2027-02-28'],
    ['eu-body', '2026-03-31', '2026-06-30'],
    ['led', '2026-03-10', '2026-04-09'],
  ])('under %s from %s on is put off to %s', (regime, received, due) => {
    expect(answerBy(received, regime, true)).toBe(due);
  });
});
