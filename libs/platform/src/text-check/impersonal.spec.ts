import { describe, expect, it } from '@jest/globals';
import { Problem } from '../problem.ts';
import { requireImpersonal, textsOf, type TextsByPlace } from './impersonal.ts';

function refusalOf(texts: TextsByPlace): Problem['details'] | undefined {
  try {
    requireImpersonal(texts);
  } catch (error) {
    if (error instanceof Problem) return error.details;
    throw error;
  }
  return undefined;
}

describe('words that need nobody’s data', () => {
  it.each([
    ['phone', 'ring +46 70 123 45 67 at night'],
    ['e-mail', 'mail to anna.k+jobs@example.co.uk today'],
    ['iban', 'paid to DE89 3704 0044 0532 0130 00'],
    ['crypto-address', 'wallet 1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
    ['date-of-birth', 'a woman born on 12.03.1999'],
    ['identity-document', 'her passport no. AB1234567 was taken'],
    ['profile-url', 'advert at t.me/sunnyjobs'],
  ])('are not taken with a %s, and are not repeated', (kind, text) => {
    const refusal = refusalOf({ '/name': 'Crew boat', '/text': text });
    expect(refusal).toMatchObject({ type: 'personal-data', status: 422, errors: [{ pointer: '/text' }] });
    expect(refusal?.errors?.[0]?.detail).toContain(`(${kind})`);
    const told = JSON.stringify(refusal);
    for (const word of text.split(' ').filter((part) => /[@\d/]/.test(part))) expect(told).not.toContain(word);
  });

  it.each([
    'Recruiters called Sunny Jobs ask for a deposit of 2,400 by gift card.',
    'Seen from 01.02.2024 to 2024-03-05; passports are kept.',
    'Adverts in facebook.com/groups/jobs, with plates such as B 123 XYZ.',
  ])('are taken where they only look like it: %s', (text) => {
    expect(refusalOf({ '/text': text, '/none': undefined })).toBeUndefined();
  });

  it('say of a list in which of its texts', () => {
    expect(refusalOf(textsOf('/whatToLookFor', ['Boats', 'mail a@b.org']))?.errors).toMatchObject([{ pointer: '/whatToLookFor/1' }]);
  });

  it('are told of twenty places at most', () => {
    expect(refusalOf({ '/text': 'a@b.org '.repeat(30) })?.errors).toHaveLength(20);
  });
});
