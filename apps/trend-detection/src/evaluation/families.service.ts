import { isDeepStrictEqual } from 'node:util';
import { PolicyContext } from '@landbridge/messaging';
import { Injectable, Logger } from '@nestjs/common';
import { CountersRepository } from '../counting/counters.repository.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { TrendDetectionConfig } from '../trend-detection.config.ts';
import { type Audience, Audiences } from './audiences.ts';
import { FamiliesRepository, familyId } from './families.repository.ts';
import type { FamilyDocument } from './evaluation.collections.ts';
import { type Grain, WEEK } from './grain.ts';
import type { Plan } from './line-keeper.ts';
import { readMethods } from './method-choice.ts';

/** How far the figures of a community are made anew. */
export interface Remade {
  readonly community: string;
  readonly done: number;
  readonly total: number;
  readonly since?: string;
}

/** How far the figures of an audience are made. */
export interface Made {
  readonly audience: string;
  readonly done: number;
  readonly total: number;
}

/**
 * Which families there are to be: for each audience one of each grain that it sees a report of, by its charter as it is now, from the first
 * bucket on and by the methods that are chosen.
 */
@Injectable()
export class FamiliesService {
  private readonly logger = new Logger(FamiliesService.name);

  constructor(
    private readonly policy: PolicyContext,
    private readonly audiences: Audiences,
    private readonly counters: CountersRepository,
    private readonly families: FamiliesRepository,
    private readonly figures: FiguresRepository,
    private readonly config: TrendDetectionConfig,
  ) {}

  /** Begins families that are wanted and not there, and forgets those that nobody wants any more. */
  async plan(generation: string, closedWeek: number, now: Date): Promise<Plan[]> {
    const audiences = await this.audiences.read(generation, closedWeek);
    const known = new Map((await this.families.all()).map((family) => [family._id, family]));
    const wanted = audiences.flatMap((audience) => this.wantedBy(audience, generation));
    const ids = new Set(wanted.map(({ key }) => familyId(key)));
    const missing = wanted.filter(({ key }) => !known.has(familyId(key)));
    const total = missing.length > 0 ? (await this.counters.allKeys(generation)).size : 0;
    for (const { key, grain } of missing) {
      // figures first: a family that is there is not begun again
      await this.figures.begin(key.audience, key.charter);
      const begun = await this.families.begin(key, total, grain.closedWith(closedWeek), now);
      known.set(begun._id, begun);
      this.logger.log({ audience: key.audience, grain: grain.name, series: total }, 'The figures of an audience are made.');
    }
    for (const id of [...known.keys()].filter((one) => !ids.has(one))) await this.families.forget(id);
    return wanted.flatMap(({ audience, grain, key }) => {
      const family = known.get(familyId(key));
      return family ? [{ family, audience, grain }] : [];
    });
  }

  /** Audiences whose figures do not yet tell of everything up to a week. */
  async unfinished(generation: string, closedWeek: number): Promise<number> {
    const audiences = await this.audiences.read(generation, closedWeek);
    const families = new Map((await this.families.all()).map((family) => [family._id, family]));
    const figures = await this.figures.of(audiences.map(({ id }) => id));
    return audiences.filter((audience) => {
      const standing = figures.get(audience.id)?.family;
      return this.wantedBy(audience, generation).some(({ grain, key }) => {
        const family = families.get(familyId(key));
        const made = family?.after === undefined && family?.reduceFrom === undefined;
        return !family || !made || family.evaluatedTo < grain.closedWith(closedWeek) || (grain === WEEK && standing !== family._id);
      });
    }).length;
  }

  /** The family that the figures of an audience stand on, in buckets of a grain. */
  async standingOn(audience: string, grain: Grain): Promise<string | undefined> {
    const family = (await this.figures.of([audience])).get(audience)?.family;
    if (family === undefined || grain === WEEK) return family;
    const own = (await this.families.all()).filter((one) => one.audience === audience);
    const weekly = own.find(({ _id }) => _id === family);
    const isBeside = (one: FamilyDocument) => one.generation === weekly?.generation && isDeepStrictEqual(one.charter, weekly.charter);
    return own.find((one) => one.grain === grain.name && isBeside(one))?._id;
  }

  /** Audiences whose figures are being made, as after a load of history that begins before all that was there. */
  async making(): Promise<Made[]> {
    const open = (await this.families.all()).filter(({ after, reduceFrom }) => after !== undefined || reduceFrom !== undefined);
    return [...Map.groupBy(open, ({ audience }) => audience)].map(([audience, own]) => ({
      audience,
      done: own.reduce((sum, { done }) => sum + done, 0),
      total: own.reduce((sum, { total }) => sum + total, 0),
    }));
  }

  /** Communities whose figures stand under another charter than they have now. */
  async madeAnew(): Promise<Remade[]> {
    const communities = this.policy.communities();
    const figures = await this.figures.of(communities.map(({ id }) => id));
    const families = await this.families.all();
    return communities.flatMap(({ id, charter }) => {
      const standing = figures.get(id)?.charter;
      if (!standing || sameCharter(standing, charter)) return [];
      const { done = 0, total = 0, since } = families.find(({ audience, grain }) => audience === id && grain === undefined) ?? {};
      return [{ community: id, done, total, ...(since && { since: since.toISOString() }) }];
    });
  }

  private wantedBy(audience: Audience, generation: string) {
    const { id, charter, begins } = audience;
    const methods = readMethods(this.config.DETECTION_METHODS);
    return [...begins].map(([grain, from]) => {
      const counted = { audience: id, generation, ...(charter && { charter }), ...(grain !== WEEK && { grain: grain.name }), from };
      return { audience, grain, key: { ...counted, ...(methods && { methods }) } };
    });
  }
}
