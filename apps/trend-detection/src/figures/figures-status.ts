import { PolicyContext } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { FiguresRepository } from './figures.repository.ts';
import { sameCharter } from './same-charter.ts';

/** How far the figures of a community are made anew. */
export interface Remade {
  readonly community: string;
  readonly done: number;
  readonly total: number;
  readonly since?: string;
}

@Injectable()
export class FiguresStatus {
  constructor(
    private readonly figures: FiguresRepository,
    private readonly policy: PolicyContext,
  ) {}

  /** Communities whose figures stand under another charter than they have now. */
  async madeAnew(): Promise<Remade[]> {
    const communities = this.policy.communities();
    const figures = await this.figures.of(communities.map(({ id }) => id));
    return communities.flatMap(({ id, charter }) => {
      const own = figures.get(id);
      if (!own || sameCharter(own.charter, charter)) return [];
      const { done = 0, total = 0, since } = own.remaking ?? {};
      return [{ community: id, done, total, ...(since && { since: since.toISOString() }) }];
    });
  }
}
