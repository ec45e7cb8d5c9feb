import { createHash } from 'node:crypto';
import { ISIC_SECTIONS, LURES, PLATFORM_TYPES, PUBLIC_AUDIENCE, SLUG, SUBSECTORS } from '@landbridge/contracts';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { CatalogueRepository, TagTaken } from './catalogue.repository.ts';
import { opened } from './changes.ts';
import { candidatesOf, claimOf } from './claims.ts';
import type { Content } from './entry.schema.ts';
import { networkEntry } from './network-entries.ts';

/** Something new in the reports that an audience may count: a tag, or codes that come together, `dimension:value+dimension:value`. */
export type Novelty = ({ readonly tag: string } | { readonly combination: string }) & {
  readonly audience: string;
  /** Id of the candidate trend that tells of it. */
  readonly trend: string;
};

/** What detection finds new becomes a proposal for those of the audience who assess. */
@Injectable()
export class NoveltyProposals {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Asking again, for this trend or another one, finds the entry that there is: proposed, decided on or by somebody else.
   * @returns key of the entry of that tag in that audience
   */
  async proposeFromNovelty(novelty: Novelty): Promise<string> {
    const { audience, trend } = novelty;
    const tag = 'tag' in novelty ? novelty.tag : tagOfCombination(novelty.combination);
    const content = 'tag' in novelty ? nameless(tag, audience) : combined(novelty.combination, audience);
    const made = { by: { kind: 'detection' }, at: await this.clock.now() } as const;
    const born = {
      ...networkEntry(candidatesOf(audience), tag),
      status: 'proposed',
      candidate: true,
      novelty: { trend, audience },
    } as const;
    const change = opened(born, { ...content, evidence: { ...content.evidence, trends: [trend] } }, made);
    const rivals = [audience, PUBLIC_AUDIENCE, candidatesOf(audience)].map((realm) => claimOf(realm, tag));
    try {
      return await this.catalogue.together(async (session) => {
        const [holder] = (await this.catalogue.holders(rivals, session)).values();
        if (holder === undefined) await this.catalogue.write([change], session);
        return holder ?? change.entry._id;
      });
    } catch (error) {
      if (error instanceof TagTaken) return error.entry;
      throw error;
    }
  }
}

/** A slug for a combination: its codes, cut and told apart by a digest where they are too long for one. */
export function tagOfCombination(combination: string): string {
  const words = combination
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (SLUG.test(words)) return words;
  const digest = createHash('sha256').update(combination).digest('hex').slice(0, 8);
  return `${words.slice(0, 50).replace(/-$/, '')}-${digest}`;
}

function nameless(tag: string, audience: string): Content {
  return {
    name: tag,
    language: 'en',
    whatToLookFor: [],
    countermeasures: [],
    aliases: [],
    lures: [],
    channels: [],
    sectors: [],
    countries: [],
    evidence: { trends: [], reports: [], references: [] },
    marking: audience === PUBLIC_AUDIENCE ? { tlp: 'clear' } : { tlp: 'green', communities: [audience] },
  };
}

function combined(combination: string, audience: string): Content {
  const parts = combination.split('+').map((part): [string, string] => [part.split(':')[0] ?? '', part.slice(part.indexOf(':') + 1)]);
  const valuesOf = <T extends string>(dimension: string, known: readonly T[]) =>
    known.filter((code) => parts.some(([name, value]) => name === dimension && value === code));
  return {
    ...nameless(tagOfCombination(combination), audience),
    name: parts
      .map(([dimension, value]) => `${dimension} ${value}`)
      .join(', ')
      .slice(0, 120),
    lures: valuesOf('lure', LURES),
    channels: valuesOf('platform', PLATFORM_TYPES),
    sectors: [
      ...valuesOf('sector', ISIC_SECTIONS).map((section) => ({ section })),
      ...valuesOf('subsector', SUBSECTORS).map((subsector) => ({ subsector })),
    ],
  };
}
