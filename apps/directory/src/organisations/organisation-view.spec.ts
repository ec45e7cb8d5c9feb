import { describe, expect, it } from '@jest/globals';
import { organisationState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { viewOf } from './organisation-view.ts';

const shown = organisationState({ communities: ['practitioners', 'nordic-labour', 'airports'], revokedCredentials: ['org-x'] });
const asOrganisation = (organisation = organisationState({ communities: ['airports'] })): Caller => ({
  kind: 'organisation',
  organisation,
  reader: memberReader(organisation),
  clientId: 'c',
  scopes: [],
});

describe('viewOf', () => {
  it('shows of closed groups only those that the caller is in', () => {
    expect(viewOf(shown, asOrganisation()).communities).toEqual(['practitioners', 'airports']);
  });

  it.each([
    ['itself', asOrganisation(shown)],
    ['the operator', { kind: 'operator', clientId: 'operator', scopes: [] } satisfies Caller],
  ])('shows all communities to %s', (_title, caller) => {
    expect(viewOf(shown, caller).communities).toEqual(shown.communities);
  });

  it('shows nobody the revoked credentials', () => {
    expect(viewOf(shown, asOrganisation(shown))).not.toHaveProperty('revokedCredentials');
  });
});
