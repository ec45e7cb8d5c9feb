import { describe, expect, it } from '@jest/globals';
import { ORGANISATION_KINDS, type OrganisationKind, USE_PURPOSES } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import { memberReader } from '@landbridge/sharing/testing';
import { purposeOf } from './use-purpose.ts';

describe('Landbridge-Purpose', () => {
  const reader = (kind: OrganisationKind) => memberReader(organisationState({ kind }));

  it('follows from the kind of organisation where it is not stated', () => {
    for (const kind of ORGANISATION_KINDS) expect(USE_PURPOSES).toContain(purposeOf(reader(kind), undefined));
    expect(purposeOf(reader('police'), '')).toBe('investigation');
    expect(purposeOf(reader('police'), 'prevention')).toBe('prevention');
  });

  it('is one of the network, and of the work of the organisation', () => {
    expect(() => purposeOf(reader('border'), 'immigration-enforcement')).toThrow('400 unknown-purpose');
    expect(() => purposeOf(reader('bank'), 'investigation')).toThrow('403 purpose-not-yours');
  });
});
