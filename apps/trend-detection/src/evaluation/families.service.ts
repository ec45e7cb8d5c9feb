import { PolicyContext } from '@landbridge/messaging';
import { Injectable, Logger } from '@nestjs/common';
import { CountersRepository } from '../counting/counters.repository.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { type Audience, Audiences } from './audiences.ts';
import { FamiliesRepository, familyId } from './families.repository.ts';
import type { Plan } from './line-keeper.ts';

/** How far the figures of a community are made anew. */
export interface Remade {
  readonly community: string;
  readonly done: number;
  readonly total: number;
  readonly since?: string;
}

/** Which families there are to be: one for each audience, by its charter as it is now and from the first week that it sees. */
@Injectable()
export class FamiliesService {
  private readonly logger = new Logger(FamiliesService.name);

  constructor(
    private readonly policy: PolicyContext,
    private readonly audiences: Audiences,
    private readonly counters: CountersRepository,
    private readonly families: FamiliesRepository,
    private readonly figures: FiguresRepository,
  ) {}

  /** Begins families that are wanted and not there, and forgets those that nobody wants any more. */
  async plan(generation: string, closedWeek: number, now: Date): Promise<Plan[]> {
    const audiences = await this.audiences.read(generation, closedWeek);
    const known = new Map((await this.families.all()).map((family) => [family._id, family]));
    const wanted = audiences.map((audience) => ({ audience, key: keyOf(audience, generation) }));
    const ids = new Set(wanted.map(({ key }) => familyId(key)));
    const missing = wanted.filter(({ key }) => !known.has(familyId(key)));
    const total = missing.length > 0 ? (await this.counters.allKeys(generation)).size : 0;
    for (const { key } of missing) {
      // figures first: a family that is there is not begun again
      await this.figures.begin(key.audience, key.charter);
      const begun = await this.families.begin(key, total, closedWeek, now);
      known.set(begun._id, begun);
      this.logger.log({ audience: key.audience, series: total }, 'The figures of an audience are made.');
    }
    for (const id of [...known.keys()].filter((one) => !ids.has(one))) await this.families.forget(id);
    return wanted.flatMap(({ audience, key }) => {
      const family = known.get(familyId(key));
      return family ? [{ family, audience }] : [];
    });
  }

  /** Audiences whose figures do not yet tell of everything up to a week. */
  async unfinished(generation: string, closedWeek: number): Promise<number> {
    const audiences = await this.audiences.read(generation, closedWeek);
    const families = new Map((await this.families.all()).map((family) => [family._id, family]));
    const figures = await this.figures.of(audiences.map(({ id }) => id));
    return audiences.filter((audience) => {
      const family = families.get(familyId(keyOf(audience, generation)));
      const made = family && family.after === undefined && family.reduceFrom === undefined && family.evaluatedTo >= closedWeek;
      return !made || figures.get(audience.id)?.family !== family._id;
    }).length;
  }

  /** Communities whose figures stand under another charter than they have now. */
  async madeAnew(): Promise<Remade[]> {
    const communities = this.policy.communities();
    const figures = await this.figures.of(communities.map(({ id }) => id));
    const families = await this.families.all();
    return communities.flatMap(({ id, charter }) => {
      const standing = figures.get(id)?.charter;
      if (!standing || sameCharter(standing, charter)) return [];
      const { done = 0, total = 0, since } = families.find(({ audience }) => audience === id) ?? {};
      return [{ community: id, done, total, ...(since && { since: since.toISOString() }) }];
    });
  }
}

function keyOf({ id: audience, charter, from }: Audience, generation: string) {
  return { audience, generation, from, ...(charter && { charter }) };
}
