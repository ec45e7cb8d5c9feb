import { expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import type { Author } from './author.ts';
import { toldAuthor } from './told-author.ts';

const [own, other] = [organisationState(), organisationState()];
const holder = { clientId: 'c', scopes: [] };
const callers: Record<'own' | 'other' | 'operator', Caller> = {
  own: { ...holder, kind: 'organisation', organisation: own, reader: memberReader(own) },
  other: { ...holder, kind: 'organisation', organisation: other, reader: memberReader(other) },
  operator: { ...holder, kind: 'operator' },
};
const byPerson: Author = { kind: 'organisation', organisation: own.id, person: 'p', clientId: 'c' };
const byOperator: Author = { kind: 'operator', person: 'p', clientId: 'c' };

it.each<[string, Author, keyof typeof callers, Author]>([
  ['whole, of one’s own', byPerson, 'own', byPerson],
  ['as an organisation, of another', byPerson, 'other', { kind: 'organisation', organisation: own.id }],
  ['whole, to the operator', byPerson, 'operator', byPerson],
  ['as the operator, to others', byOperator, 'own', { kind: 'operator' }],
  ['whole, to the operator itself', byOperator, 'operator', byOperator],
  ['as it is, where directory did it', { kind: 'directory' }, 'other', { kind: 'directory' }],
])('is told %s', (_title, author, caller, told) => {
  expect(toldAuthor(author, callers[caller])).toEqual(told);
});
