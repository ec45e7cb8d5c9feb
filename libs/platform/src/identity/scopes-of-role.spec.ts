import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PERSON_ROLES } from '@landbridge/contracts';
import fc from 'fast-check';
import { SCOPES_OF_ROLE, scopesOf } from './scopes-of-role.ts';

describe('what a role may do', () => {
  it('is told by the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/identity.md'), 'utf8');
    const cells = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const rows = PERSON_ROLES.map((role) => [`\`${role}\``, SCOPES_OF_ROLE[role].join(', ')]);
    const told = cells.filter(([, name = '']) => PERSON_ROLES.some((role) => name === `\`${role}\``)).map(([, ...row]) => row.slice(0, 2));
    expect(told).toEqual(rows);
  });

  it('adds up over roles, never makes a service, and makes the operator only of an administrator where the network is operated', () => {
    fc.assert(
      fc.property(fc.subarray([...PERSON_ROLES]), fc.boolean(), (roles, operates) => {
        const scopes = scopesOf({ roles }, { operates });
        expect(scopes).not.toContain('service');
        expect(scopes.includes('operator')).toBe(operates && roles.includes('administrator'));
        expect(new Set(scopes).size).toBe(scopes.length);
        for (const role of roles) for (const scope of SCOPES_OF_ROLE[role]) if (scope !== 'operator') expect(scopes).toContain(scope);
        for (const scope of scopes) expect(roles.some((role) => (SCOPES_OF_ROLE[role] as readonly string[]).includes(scope))).toBe(true);
      }),
    );
  });
});
