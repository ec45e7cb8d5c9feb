import { createHash } from 'node:crypto';
import { ISIC_SECTIONS, LURES, PLATFORM_TYPES, PUBLIC_AUDIENCE, SLUG, SUBSECTORS, type Trend } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { ClientSession } from 'mongoose';
import { CatalogueRepository } from './catalogue.repository.ts';
import { opened } from './changes.ts';
import { candidatesOf, claimOf } from './claims.ts';
import type { Content } from './entry.schema.ts';
import { networkEntry } from './network-entries.ts';

/** Something new in the reports that an audience may count: a tag, codes that come together (`dimension:value+dimension:value`), or a script. */
export type Novelty = ({ readonly tag: string } | { readonly combination: string } | { readonly script: string }) & {
  readonly audience: string;
  /** Id of the candidate trend that tells of it. */
  readonly trend: string;
};

/** What detection finds new becomes a proposal for those of the audience who assess. */
@Injectable()
export class NoveltyProposals {
  constructor(private readonly catalogue: CatalogueRepository) {}

  /**
   * Part of the transaction that writes the trend, so that there is no trend without its proposal, wherever that is ended.
   * Asking again, for this trend or another one, finds the entry that there is: proposed, decided on or by somebody else.
   * @returns key of the entry of that tag in that audience
   * @throws TagTaken where somebody opens an entry of the tag at the same moment; then the transaction is to be begun again
   */
  async propose(novelty: Novelty, at: Date, session: ClientSession): Promise<string> {
    const { audience, trend } = novelty;
    const { tag, content } = proposalOf(novelty);
    const rivals = [audience, PUBLIC_AUDIENCE, candidatesOf(audience)].map((realm) => claimOf(realm, tag));
    const [holder] = (await this.catalogue.holders(rivals, session)).values();
    if (holder !== undefined) return holder;
    const born = {
      ...networkEntry(candidatesOf(audience), tag),
      status: 'proposed',
      candidate: true,
      novelty: { trend, audience },
    } as const;
    const evidence = { ...content.evidence, trends: [trend] };
    const change = opened(born, { ...content, evidence }, { by: { kind: 'detection' }, at });
    await this.catalogue.write([change], session);
    return change.entry._id;
  }
}

/** What a trend tells of that nobody had a name for; nothing of one that somebody has dismissed, or that was taken back. */
export function noveltyOf({ id: trend, audience, kind, state, series: { dimension, value } }: Trend): Novelty | undefined {
  if (state === 'dismissed' || state === 'retracted') return undefined;
  if (kind === 'new-combination' && dimension === 'combination') return { combination: value, audience, trend };
  if (kind === 'spreading-script' && dimension === 'script') return { script: value, audience, trend };
  // the key of an entry is the name of one that there is
  const isTag = kind === 'new-code' && dimension === 'modus-operandi' && !isUUID(value);
  return isTag ? { tag: value, audience, trend } : undefined;
}

function proposalOf(novelty: Novelty): { tag: string; content: Content } {
  const { audience } = novelty;
  if ('combination' in novelty) return { tag: tagOfCombination(novelty.combination), content: combined(novelty.combination, audience) };
  if ('tag' in novelty) return { tag: novelty.tag, content: nameless(novelty.tag, audience) };
  const tag = `script-${novelty.script}`;
  return { tag, content: { ...nameless(tag, audience), name: 'Narratives of several organisations that are nearly the same' } };
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
