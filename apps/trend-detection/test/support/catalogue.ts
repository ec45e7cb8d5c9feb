import { randomUUID } from 'node:crypto';
import type { ModusOperandi, ModusOperandiContent, NewModusOperandi, OrganisationState } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { trend } from '../../src/explanations/testing.ts';
import { CatalogueRepository } from '../../src/modus-operandi/catalogue.repository.ts';
import { type Novelty, NoveltyProposals } from '../../src/modus-operandi/novelty-proposals.ts';
import { StoredTrend } from '../../src/trends/trend.schema.ts';
import { Service } from './service.ts';

/** Two communities that know nothing of each other, and who is in them. */
export const X = 'practitioners';
export const Y = 'harbours';
export const assessor = { id: randomUUID(), roles: ['assessor' as const] };
export const analyst = { id: randomUUID(), roles: ['analyst' as const] };
const named = (name: string, communities: string[], over: Partial<OrganisationState> = {}) =>
  organisationState({ name, communities, ...over });
export const IN_X = named('In X', [X], { people: [analyst] });
export const ALSO_IN_X = named('Also in X', [X]);
export const IN_Y = named('In Y', [Y]);
export const IN_BOTH = named('In both', [X, Y]);
export const NOWHERE = named('Nowhere', []);
/** Assesses, in both communities. */
export const TEAM = named('Team', [X, Y], { assessing: true, people: [assessor, { id: randomUUID(), roles: ['reader'] }] });
/** Assesses, and is in X only. */
export const TEAM_IN_X = named('Team in X', [X], { assessing: true });
export const EVERYBODY = [IN_X, ALSO_IN_X, IN_Y, IN_BOTH, NOWHERE, TEAM, TEAM_IN_X];

export const PATH = '/v1/modus-operandi';

export function content(over: Partial<ModusOperandiContent> = {}): ModusOperandiContent {
  return {
    name: 'Crew boat at night',
    language: 'en',
    aliases: [],
    stage: 'transport',
    lures: ['job'],
    channels: ['messaging'],
    sectors: [{ section: 'A', subsector: 'shipping-and-fishery' }],
    whatToLookFor: ['Landing without lights'],
    countermeasures: ['Ask the harbour watch'],
    countries: ['NO'],
    evidence: { trends: [], reports: [], references: ['UNODC, Global Report on Trafficking in Persons 2024'] },
    marking: { tlp: 'green', communities: [X] },
    ...over,
  };
}
export const proposal = (id: string, over: Partial<ModusOperandiContent> = {}): NewModusOperandi => ({ id, ...content(over) });

/** The catalogue of a running service, by HTTP. */
export class CatalogueDoors {
  private constructor(readonly service: Service) {}

  static async open(): Promise<CatalogueDoors> {
    const service = await Service.open();
    service.neighbours.organisations.push(...EVERYBODY);
    service.neighbours.communities.push(communityState({ id: Y, charter: charter() }));
    await service.start(new Date('2026-03-09T02:00:00Z'));
    return new CatalogueDoors(service);
  }

  /** What detection finds new, as evaluation proposes it, with the trend that tells of it. */
  detect(novelty: Novelty): Promise<string> {
    const proposals = this.service.part(NoveltyProposals);
    const { id: _id, ...told } = trend({ id: novelty.trend, audience: novelty.audience });
    return this.service.part(CatalogueRepository).together(async (session) => {
      await this.trends.updateOne({ _id }, { $setOnInsert: { ...told, explanation: '' } }, { upsert: true, session });
      return proposals.propose(novelty, new Date(), session);
    });
  }

  /** The trend by itself, as evaluation takes it back, or finds it again. */
  async becomes(id: string, state: 'retracted' | 'candidate'): Promise<void> {
    await this.trends.updateOne({ _id: id }, { $set: { state } });
  }

  private get trends(): Model<StoredTrend> {
    return this.service.part(getModelToken(StoredTrend.name));
  }

  async propose(who: OrganisationState, body: NewModusOperandi): Promise<ModusOperandi> {
    const answer = await this.service.ask('POST', PATH, who.id, { body });
    if (answer.status !== 201) throw new Error(`It was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as unknown as ModusOperandi;
  }

  get(who: OrganisationState, id: string, rest = '') {
    return this.service.ask('GET', `${PATH}/${id}${rest}`, who.id);
  }

  post(who: OrganisationState | string, path: string, body?: unknown, match: string = '*') {
    const caller = typeof who === 'string' ? who : who.id;
    return this.service.ask('POST', `${PATH}/${path}`, caller, { body, headers: { 'if-match': match } });
  }

  put(who: OrganisationState, path: string, body: unknown, match: string = '*') {
    return this.service.ask('PUT', `${PATH}/${path}`, who.id, { body, headers: { 'if-match': match } });
  }

  async list(who: OrganisationState, query = ''): Promise<string[]> {
    const { body } = await this.service.ask('GET', `${PATH}?limit=200${query}`, who.id);
    return (body['modiOperandi'] as ModusOperandi[]).map(({ id }) => id);
  }
}
