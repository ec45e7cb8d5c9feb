import { describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { judge, judgeUnreadable } from './report-door.ts';
import { readJson, Unreadable } from './plain-json.ts';

const now = new Date('2026-03-10T12:00:00Z');
const sent = (over: object = {}): unknown => readJson(Buffer.from(JSON.stringify({ ...reportInput(), ...over })));
const pointers = (over: object) => {
  const verdict = judge(sent(over), now);
  return verdict.kind === 'invalid' ? verdict.errors.map(({ pointer }) => pointer) : verdict.kind;
};

describe('a report at the door', () => {
  it('is taken with its countries as codes and unknown ones absent', () => {
    const where = { citizenships: ['ROU', 'Romania', 'ZZ'], origin: '-99', transit: ['00'], exploitation: 'se', region: ' ' };
    expect(judge(sent({ where }), now)).toMatchObject({ kind: 'good', report: { where: { citizenships: ['RO'], exploitation: 'SE' } } });
    const verdict = judge(sent({ where }), now);
    expect(verdict.kind === 'good' && Object.keys(verdict.report.where ?? {})).toEqual(['citizenships', 'exploitation']);
  });

  it('keeps an unknown country in the territory, so that it is refused and not the limit dropped', () => {
    expect(pointers({ marking: { tlp: 'clear', territory: ['ZZ'] } })).toEqual(['/marking/territory']);
  });

  it('trims ids and references, and drops null and empty', () => {
    const verdict = judge(sent({ externalIds: [' a ', 'a'], references: [], narrative: '  ', means: null, language: ' en ' }), now);
    expect(verdict).toMatchObject({ kind: 'good', report: { externalIds: ['a'], language: 'en' } });
    expect(verdict.kind === 'good' && ['references', 'narrative', 'means'].filter((field) => field in verdict.report)).toEqual([]);
  });

  it('warns of what looks like a person, and is taken', () => {
    expect(judge(sent({ narrative: 'Mr Popescu rang' }), now)).toMatchObject({
      kind: 'good',
      warnings: [{ pointer: '/narrative', kind: 'name', offset: 0 }],
    });
  });

  it('is kept back where its narrative tells who somebody is, and says where, but not what', () => {
    const narrative = 'Paid to GB82WEST12345698765432 and to a@b.org.';
    const verdict = judge(sent({ narrative }), now);
    expect(verdict).toMatchObject({ kind: 'personal-data', errors: [{ pointer: '/narrative' }, { pointer: '/narrative' }] });
    expect(JSON.stringify(verdict)).not.toMatch(/GB82|a@b/);
    expect(judge(sent({ narrative, textCheckOverride: { reason: 'needed-for-investigation' } }), now)).toMatchObject({
      kind: 'good',
      overridden: { reason: 'needed-for-investigation', found: [{ kind: 'iban', count: 1 }, { kind: 'e-mail', count: 1 }] },
      warnings: [{ kind: 'iban' }, { kind: 'e-mail' }],
    }); // prettier-ignore
    expect(judge(sent({ textCheckOverride: { reason: 'false-alarm' } }), now)).not.toHaveProperty('overridden');
  });

  it.each([[{ reason: 'because' }], [{}], ['false-alarm'], [{ reason: 'false-alarm', by: 'me' }]])(
    'takes no override such as %j',
    (override) => {
      expect(judge(sent({ narrative: 'a@b.org', textCheckOverride: override }), now)).toMatchObject({ kind: 'invalid' });
    },
  );

  it.each([
    ['a wrong type', { acts: 'recruitment' }, ['/acts', '/acts']],
    ['an unknown country', { where: { exploitation: 'Atlantis' } }, ['/where/exploitation']],
    ['a range turned round', { observed: { from: '2026-03-02', to: '2026-03-01', precision: 'day' } }, ['/observed/from']],
    ['the future', { recordedAt: '2027-01-01T00:00:00Z' }, ['/recordedAt']],
    ['an unknown field', { victimName: 'x' }, ['/victimName']],
    [
      'a report on minors that is looser than AMBER+STRICT',
      { quantities: [{ unit: 'victim', value: 1, ageBand: '9-17' }] },
      ['/marking/tlp'],
    ],
    ['RED that names nobody', { marking: { tlp: 'red' } }, ['/marking/persons']],
    ['a negative count', { quantities: [{ unit: 'offence', value: -1 }] }, ['/quantities/0/value']],
  ])('is invalid with %s', (_, over, expected) => {
    expect(pointers(over)).toEqual(expected);
  });

  it('names the allowed values', () => {
    const verdict = judge(sent({ acts: ['kidnapping'] }), now);
    expect(verdict.kind === 'invalid' && verdict.errors[0]?.detail).toContain('recruitment, transportation, transfer, harbouring, receipt');
  });

  it('is told no more errors than anybody reads', () => {
    const verdict = judge(sent(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field${i}`, i]))), now);
    expect(verdict.kind === 'invalid' && verdict.errors).toHaveLength(21);
    expect(verdict).toMatchObject({ errors: expect.arrayContaining([{ pointer: '', detail: 'There are 480 more; mend these first.' }]) });
  });

  it.each([
    ['in the narrative', { narrative: 'EU SECRET' }, '/narrative'],
    ['in a reference', { references: ['x', 'SAR no. 12'] }, '/references/1'],
    ['in a field that does not exist', { note: 'EU SECRET' }, ''],
    ['in an invalid report', { acts: 1, narrative: 'EU SECRET' }, ''],
  ])('is refused for what it says %s', (_, over, pointer) => {
    expect(judge(sent(over), now)).toMatchObject({ kind: 'refused', errors: [{ pointer }] });
  });

  it('is refused for what it says even when it cannot be read', () => {
    expect(judgeUnreadable('{"narrative":"EU SECRET', [])).toMatchObject({ kind: 'refused', ground: 'classified' });
    expect(judgeUnreadable('{', [])).toEqual({ kind: 'invalid', errors: [] });
  });

  it.each([[null], [[]], ['text'], [7]])('is no report: %j', (plain) => {
    expect(judge(plain, now)).toMatchObject({ kind: 'invalid', errors: [{ pointer: '' }] });
  });
});

describe('a JSON document', () => {
  it('may begin with a byte-order mark', () => {
    expect(readJson(Buffer.from('\ufeff{"a":1}'))).toEqual({ a: 1 });
  });

  it.each([
    ['no JSON', Buffer.from('{"a":'), 'not a JSON document'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xe4, 0x22]), 'byte 3'],
    ['deep', Buffer.from(`${'['.repeat(30_000)}${']'.repeat(30_000)}`), 'levels deep'],
    ['a prototype', Buffer.from('{"__proto__":{"tlp":"clear"}}'), '__proto__'],
  ])('is unreadable: %s', (_, bytes, reason) => {
    expect(() => readJson(bytes)).toThrow(Unreadable);
    expect(() => readJson(bytes)).toThrow(reason);
  });
});
