import { describe, expect, it } from '@jest/globals';
import { REFUSALS, refusalOf, textsIn } from './refusals.ts';

describe('the refusals', () => {
  it.each([
    ['classified', 'RESTREINT UE/EU RESTRICTED\nFive victims were moved.'],
    ['classified', 'Taken from a paper marked eu confidential of last week'],
    ['classified', 'TRÈS SECRET UE/EU TOP SECRET'],
    ['classified', 'VS-NfD: Die Gruppe'],
    ['classified', 'VS – see. VS-NUR FÜR DEN DIENSTGEBRAUCH'],
    ['classified', 'Summary\n  SECRET  \nA group of men'],
    ['classified', 'GEHEIM'],
    ['classified', 'ŚCIŚLE TAJNE, rozdzielnik'],
    ['classified', 'ПОВЕРИТЕЛНО\nтекст'],
    ['classified', 'Confidential // REL EU\n'.toUpperCase()],
    ['suspicious-transaction', 'The bank filed a suspicious transaction report on the owner'],
    ['suspicious-transaction', 'Based on SAR no. 2024-118 about the account'],
    ['suspicious-transaction', 'An STR was submitted in May'],
    ['suspicious-transaction', 'une déclaration de soupçon a été faite'],
    ['suspicious-transaction', 'Die Verdachtsmeldung ging an die FIU'],
    ['suspicious-transaction', 'we reported this to the FIU'],
    ['imagery-of-minors', 'CSAM found at hxxp://example.onion/a'],
    ['imagery-of-minors', 'Link to child sexual abuse material: https://example.org/x'],
    ['imagery-of-minors', 'naked pictures of a 14-year-old, see IMG_1.jpg'],
    ['imagery-of-minors', 'kinderpornografisches Material, attached'],
    ['imagery-of-minors', `data:image/png;base64,${'A'.repeat(60)}`],
  ])('refuse %s: %s', (kind, text) => {
    expect(refusalOf(text)).toBe(kind);
  });

  it.each([
    'The men kept their plans secret and the house was hard to find.',
    'Confidential interviews with six victims; access was restricted.',
    'The search and rescue (SAR) team found them at sea.',
    'She was paid 300 SAR a week.',
    'He threatened to publish naked pictures of her.',
    'Children were filmed and the group sold child sexual abuse material; the phones are with the police.',
    'Tajno is a village. Suspicious payments arrived each Friday.',
    'The advert stood at https://example.org/jobs/1.',
  ])('leave alone: %s', (text) => {
    expect(refusalOf(text)).toBeUndefined();
  });

  it('say where to turn', () => {
    expect(REFUSALS['classified'].whereToTurn).toContain('SIENA');
    expect(REFUSALS['suspicious-transaction'].whereToTurn).toContain('FIU');
    expect(REFUSALS['imagery-of-minors'].whereToTurn).toContain('INHOPE');
  });

  it('look into every text of a body that is no report at all', () => {
    expect(refusalOf(textsIn({ a: [{ b: 'x' }], 'EU SECRET': 1 }))).toBe('classified');
    expect(refusalOf(textsIn([['RESTREINT UE']]))).toBe('classified');
  });

  it('stay fast on text made to slow them down', () => {
    for (const nasty of [
      'nude '.repeat(12_000),
      'child '.repeat(10_000),
      ' \n'.repeat(30_000),
      '/'.repeat(60_000),
      'a.'.repeat(30_000),
      'report to '.repeat(6_000),
      'porn'.repeat(16_000),
      'child porn'.repeat(6_000),
      'STR#'.repeat(16_000),
    ]) {
      const start = process.cpuUsage();
      refusalOf(nasty);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(2_000);
    }
  });
});
