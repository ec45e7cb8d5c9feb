import { describe, expect, it } from '@jest/globals';
import type { OrganisationState, StructuredReport, Trend } from '@landbridge/contracts';
import { charter, communityState, organisationState, structuredReport } from '@landbridge/contracts/testing';
import { latestOf } from '../routing/reach.ts';
import { THE_PUBLIC } from '@landbridge/sharing';
import { memberReader } from '@landbridge/sharing/testing';
import type { Maker, Subscription } from '../subscriptions/subscription.schema.ts';
import { subscription, trend } from '../testing.ts';
import { decide, type Situation } from './decision.ts';
import type { Delivery } from './delivery.schema.ts';
import type { Entry } from './line.ts';

const links = { reports: 'https://reports.example', trends: 'https://trends.example' };
const now = new Date('2026-03-01T10:00:00Z');
const organisation = organisationState({ communities: ['practitioners'] });
const community = communityState({ charter: charter({ purpose: 'prevention', safeguards: false }) });
const owned = subscription({ organisation: organisation.id });
const head: Entry = { delivery: 'd', revision: 1, kind: 'change', attempts: 0 };
const delivery = (over: Partial<Delivery>): Delivery => ({
  _id: 'd',
  subscription: owned._id,
  organisation: organisation.id,
  subject: 's',
  revision: 1,
  name: 'report.accepted',
  time: now,
  state: 'waiting',
  attempts: 0,
  createdAt: now,
  ...over,
});

function ofReport(report: StructuredReport, latest: StructuredReport = report, over: Partial<Situation> = {}): Situation {
  const addressee = 'organisation' in over ? over.organisation : organisation;
  return {
    head,
    delivery: delivery({ report }),
    holdsFinding: false,
    subscription: owned,
    organisation,
    reader: addressee?.status === 'active' ? memberReader(addressee) : THE_PUBLIC,
    holder: addressee && memberReader({ ...addressee, status: 'active' }),
    community,
    subject: { _id: 's', revision: latest.revision, withdrawn: false, report: latestOf(latest) },
    links,
    ...over,
  };
}

describe('decide', () => {
  const report = structuredReport();

  it('sends what the reader may see, and records the disclosure of what is above CLEAR', () => {
    expect(decide(ofReport(report))).toMatchObject({ act: 'send', discloses: 'full' });
    expect(decide(ofReport(structuredReport({ marking: { tlp: 'clear' } })))).toMatchObject({ act: 'send', discloses: undefined });
  });

  it('records no disclosure to the owner, and none a second time', () => {
    const own = structuredReport({ contributor: { ...report.contributor, id: organisation.id } });
    expect(decide(ofReport(own))).toMatchObject({ act: 'send', discloses: undefined });
    expect(decide(ofReport(report, report, { delivery: delivery({ report, level: 'full', body: '{}', attempts: 1 }) }))).toMatchObject({
      act: 'send',
      discloses: undefined,
      body: '{}',
    });
  });

  const narrowed = structuredReport({ ...report, revision: 2, marking: { tlp: 'amber', communities: ['law-enforcement'] } });
  it.each<[string, Situation]>([
    ['a later revision is not for the reader any more', ofReport(report, narrowed)],
    ['an earlier revision was not for the communities that the reader is in now', ofReport(narrowed, report)],
    ['the reader left the community', ofReport(report, report, { organisation: { ...organisation, communities: [] } })],
    [
      'the owner wants to be asked first',
      ofReport(report, structuredReport({ ...report, revision: 2, marking: { ...report.marking, handling: ['H2'] } })),
    ],
    ['the report was withdrawn', ofReport(report, report, { subject: { _id: 's', revision: 2, withdrawn: true } })],
    ['a withdrawal waits behind it', ofReport(report, report, { head: { ...head, overtaken: true } })],
    ['the subscription is gone', ofReport(report, report, { subscription: undefined })],
    ['the receiver said that it is gone', ofReport(report, report, { subscription: { ...owned, disabledAt: now } })],
    ['it is RED', ofReport(structuredReport({ marking: { tlp: 'red' }, contributor: { ...report.contributor, id: organisation.id } }))],
  ])('drops it when %s', (_reason, situation) => {
    expect(decide(situation)).toEqual({ act: 'drop' });
  });

  it.each([
    ['suspended', { ...organisation, status: 'suspended' as const }],
    ['not known', undefined],
  ])('waits while the organisation is %s', (_reason, state) => {
    expect(decide(ofReport(report, report, { organisation: state }))).toEqual({ act: 'wait' });
  });

  it('waits while a record of its communities cannot be read, and drops what is not for it with them either', () => {
    const unread = memberReader(organisation, { communities: [] });
    expect(decide(ofReport(report, report, { reader: unread }))).toEqual({ act: 'wait' });
    expect(decide(ofReport(report, narrowed, { reader: unread }))).toEqual({ act: 'drop' });
  });

  it('tells no more of who contributed than the latest revision allows', () => {
    const named = structuredReport({ attribution: 'named' });
    const hidden = { ...named, revision: 2, attribution: 'hidden' as const };
    const decision = decide(ofReport(named, hidden));
    expect(decision).toMatchObject({ act: 'send' });
    expect(JSON.stringify(decision.act === 'send' && decision.body)).not.toContain(named.contributor.id);
    expect(decide(ofReport(named, hidden, { delivery: delivery({ report: named, body: '{"named":1}', attempts: 1 }) }))).toEqual({
      act: 'drop',
    });
  });

  it('sends a coarse form where the policy allows no more, and drops what once told more', () => {
    const child = structuredReport({ marking: { tlp: 'amber+strict', communities: ['practitioners'] }, concernsMinors: true });
    const decision = decide(ofReport(child));
    expect(decision).toMatchObject({ act: 'send', discloses: 'redacted', delivery: { level: 'redacted' } });
    expect(JSON.stringify(decision.act === 'send' && decision.body)).not.toContain('presumed');
    const sent = delivery({ report, level: 'full', body: '{"all":1}', attempts: 1 });
    expect(decide(ofReport(report, { ...report, revision: 2, concernsMinors: true }, { delivery: sent }))).toEqual({ act: 'drop' });
  });

  it('sends a withdrawal to whoever got the report, member or not', () => {
    const situation = ofReport(report, report, {
      head: { ...head, kind: 'withdrawal' },
      delivery: delivery({ name: 'report.withdrawn', revision: 2 }),
      organisation: { ...organisation, communities: [] },
      subject: { _id: 's', revision: 2, withdrawn: true },
    });
    expect(decide(situation)).toMatchObject({ act: 'send', discloses: undefined });
  });
});

describe('decide, of a trend', () => {
  const report = structuredReport();

  function ofTrend(
    change: Trend,
    { published: wasPublished = true, assessing = false }: { published?: boolean; assessing?: boolean },
    over: Partial<Situation> = {},
  ): Situation {
    const { audience, state } = change;
    const finding = wasPublished && (state === 'published' || state === 'closed');
    return ofReport(report, report, {
      delivery: delivery({ name: 'trend.opened', trend: change, ...(finding && { finding }) }),
      organisation: { ...organisation, assessing },
      community: audience === 'public' ? undefined : community,
      subject: { _id: 's', revision: 1, withdrawn: false, trend: { audience, finding, published: wasPublished } },
      ...over,
    });
  }
  const candidate = trend({ audience: 'practitioners' });
  const published = trend({ audience: 'practitioners', state: 'published' });
  const closed = trend({ audience: 'practitioners', state: 'closed' });
  const forAll = trend({ audience: 'public', state: 'published' });
  it.each([
    ['a candidate', candidate, false, false, 'drop'],
    ['a candidate, to an assessor', candidate, false, true, 'send'],
    ['a published one', published, true, false, 'send'],
    ['a published one of the public', forAll, true, false, 'send'],
    ['the end of one that was never published', closed, false, false, 'drop'],
    ['the end of one that was published', closed, true, false, 'send'],
  ] as const)('decides on %s', (_kind, change, wasPublished, assessing, act) => {
    expect(decide(ofTrend(change, { published: wasPublished, assessing })).act).toBe(act);
  });

  /** A revision of a trend that is no finding now, for one that had it as one. */
  const taken = (change: Trend, over: Partial<Delivery> = {}, situation: Partial<Situation> = {}): Situation => ({
    ...ofTrend(change, {}),
    delivery: delivery({ name: change.state === 'under-assessment' ? 'trend.revised' : 'trend.closed', trend: change, ...over }),
    subject: { _id: 's', revision: 3, withdrawn: false, trend: { audience: change.audience, finding: false, published: true } },
    holdsFinding: true,
    ...situation,
  });
  const sent = (situation: Situation) => {
    const decision = decide(situation);
    return decision.act === 'send' ? (JSON.parse(decision.body) as { data: unknown }).data : decision.act;
  };
  const underAssessment = trend({ audience: 'practitioners', state: 'under-assessment', revision: 3, translations: { sv: 'En ändring.' } });
  const link = (of: Trend) => `https://trends.example/v1/trends/${of.id}`;

  it.each<[string, Trend]>([
    ['is under assessment again', underAssessment],
    ['is dismissed', { ...underAssessment, state: 'dismissed' }],
    ['is retracted', { ...underAssessment, state: 'retracted', closedBecause: 'reports-withdrawn' }],
    ['is closed, and was no finding then', { ...underAssessment, state: 'closed', closedBecause: 'ended' }],
  ])('tells who had a finding that it is none, and nothing else, where it %s', (_what, change) => {
    const { state, closedBecause } = change;
    const told = { id: 's', revision: 1, state, ...(closedBecause && { closedBecause }), link: link(change) };
    expect(sent(taken(change))).toEqual(told);
    const team = { organisation: { ...organisation, assessing: true } };
    expect(sent(taken(change, {}, team))).toEqual({ ...change, id: 's', revision: 1, link: link(change) });
  });

  it.each<[string, Situation]>([
    ['that is under assessment, to who never had it as a finding', taken(underAssessment, {}, { holdsFinding: false })],
    ['that is dismissed, to who never had it as a finding', taken({ ...underAssessment, state: 'dismissed' }, {}, { holdsFinding: false })],
    ['that only the team may know of', taken(underAssessment, { teamOnly: true })],
    ['that was a finding when it was made and is none by now', taken(published, { finding: true })],
    ['of those bytes, too, that went out while it was one', taken(published, { finding: true, body: '{"all":1}', attempts: 1 })],
  ])('drops a revision %s', (_which, situation) => {
    expect(decide(situation)).toEqual({ act: 'drop' });
  });

  it('sends no bytes again that were made for the team when who made the subscription was of it', () => {
    const people: OrganisationState['people'] = [{ id: 'bo', roles: ['analyst'] }];
    const subscribed = { ...owned, madeBy: { kind: 'person' as const, person: 'bo' } };
    const over = { organisation: { ...organisation, assessing: true, people }, subscription: subscribed };
    const situation = taken(underAssessment, { body: '{"all":1}', attempts: 1 }, over);
    expect(sent(situation)).toEqual({ id: 's', revision: 1, state: 'under-assessment', link: link(underAssessment) });
    expect(decide({ ...situation, holdsFinding: false })).toEqual({ act: 'drop' });
  });

  it('tells that a finding is over to who asked for that, and to nobody else who did not have it', () => {
    const retracted: Trend = { ...underAssessment, state: 'retracted', closedBecause: 'corrected' };
    const asking = (events: Subscription['events']) => taken(retracted, {}, { holdsFinding: false, subscription: { ...owned, events } });
    expect([decide(asking(['trend.closed'])).act, decide(asking(['trend.opened'])).act]).toEqual(['send', 'drop']);
  });

  it.each<[string, Maker | undefined, 'send' | 'drop']>([
    ['an assessor', { kind: 'person', person: 'ada' }, 'send'],
    ['somebody who assesses no more', { kind: 'person', person: 'bo' }, 'drop'],
    ['nobody knows whom', undefined, 'drop'],
  ])('looks again at who made the subscription before a candidate goes out: %s', (_who, madeBy, act) => {
    const { madeBy: _machine, ...made } = owned;
    const people: OrganisationState['people'] = [
      { id: 'ada', roles: ['assessor'] },
      { id: 'bo', roles: ['analyst'] },
    ];
    const over = {
      organisation: { ...organisation, assessing: true, people },
      subscription: { ...made, ...(madeBy && { madeBy }) },
    };
    expect(decide(ofTrend(candidate, { published: false }, over)).act).toBe(act);
    expect(decide(ofTrend(published, {}, over)).act).toBe('send');
  });

  it.each<[string, Partial<Situation>]>([
    ['of another audience', { community: communityState({ ...community, id: 'law-enforcement' }) }],
    ['of a community that is read for another purpose', { subscription: { ...owned, purpose: 'research' } }],
    ['of a community whose charter has another purpose by now', { community: communityState({ charter: charter({ safeguards: false }) }) }],
    ['of a community whose record cannot be read', { community: undefined }],
  ])('drops a trend %s, for an assessor, too, unless it tells one who has it that it is no finding any more', (_whose, over) => {
    for (const assessing of [false, true]) expect(decide(ofTrend(published, { assessing }, over))).toEqual({ act: 'drop' });
    expect(sent(taken(underAssessment, {}, over))).toMatchObject({ state: 'under-assessment', link: link(underAssessment) });
    expect(sent(taken(underAssessment, {}, over))).not.toHaveProperty('series');
    expect(decide(taken(underAssessment, {}, { ...over, holdsFinding: false }))).toEqual({ act: 'drop' });
  });
});
