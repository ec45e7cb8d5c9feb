import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { SubscriptionFilters } from './subscription.bodies.ts';

describe('the corridors of a subscription', () => {
  it.each([
    ['RO>SE', true],
    ['RO>online', true],
    ['online>RO', false],
    ['RO>offline', false],
    ['RO>SE+online', false],
    ['RO', false],
  ])('lead from a country to a country or to online: %s is one: %s', (corridor, good) => {
    const [error] = validateSync(plainToInstance(SubscriptionFilters, { corridors: [corridor] }));
    expect(error === undefined).toBe(good);
    if (!good) expect(error?.constraints?.['matches']).toMatch(/such as RO>SE or RO>online/);
  });
});
