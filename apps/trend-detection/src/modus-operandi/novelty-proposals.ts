import { createHash } from 'node:crypto';
import { ISIC_SECTIONS, LURES, PLATFORM_TYPES, PUBLIC_AUDIENCE, SLUG, SUBSECTORS, type TrendSeries } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { ClientSession } from 'mongoose';
import { CatalogueRepository } from './catalogue.repository.ts';
import { opened } from './changes.ts';
import { candidatesOf, claimOf } from './claims.ts';
import type { Content } from './entry.schema.ts';
import { networkEntry } from './network-entries.ts';

/** Where something new was found. */
interface Origin {
  readonly audience: string;
  /** Id of the trend that tells of it. */
  readonly trend: string;
}

/** Something new in the reports that an audience may count: a tag, codes that come together (`dimension:value+dimension:value`), or a script. */
export type Novelty = ({ readonly tag: string } | { readonly combination: string } | { readonly script: string }) & Origin;

/** What is new in the trends of an audience: proposed of those that stand; where one was dismissed, what was proposed stays. */
export interface Novelties {
  readonly told: readonly Novelty[];
  readonly dismissed: readonly Novelty[];
}

/** What the catalogue lacks of the novelties of an audience, and keys of entries that stand on none any more. */
export interface Due {
  readonly lacking: readonly Novelty[];
  readonly lost: readonly string[];
}

/** What detection finds new becomes a proposal for those of the audience who assess. */
@Injectable()
export class NoveltyProposals {
  constructor(private readonly catalogue: CatalogueRepository) {}

  /** What is to be done so that the proposals of an audience are those of what is new in it. What people have worked on is theirs. */
  async due(audience: string, { told, dismissed }: Novelties): Promise<Due> {
    const found = new Set([...told, ...dismissed].map((novelty) => `${tagFor(novelty)} ${novelty.trend}`));
    const untouched = await this.catalogue.untouchedProposals(audience);
    const lost = untouched.filter(({ tag, novelty }) => !found.has(`${tag} ${novelty?.trend}`)).map(({ _id }) => _id);
    const holders = await this.catalogue.holders(told.flatMap((novelty) => rivalsOf(audience, tagFor(novelty))));
    const isHeld = (claim: string) => holders.has(claim) && !lost.includes(holders.get(claim) ?? '');
    const lacking = told.filter((novelty) => !rivalsOf(audience, tagFor(novelty)).some(isHeld));
    return { lacking, lost };
  }

  /** Part of the transaction that writes the trends. @throws TagTaken */
  async settle({ lacking, lost }: Due, at: Date, session: ClientSession): Promise<void> {
    for (const key of lost) await this.catalogue.removeUntouched(key, session);
    for (const novelty of lacking) await this.propose(novelty, at, session);
  }

  /**
   * Part of the transaction that writes the trend, so that there is no trend without its proposal, wherever that is ended.
   * Asking again, for this trend or another one, finds the entry that there is: proposed, decided on or by somebody else.
   * @returns key of the entry of that tag in that audience
   * @throws TagTaken where somebody opens an entry of the tag at the same moment; then the transaction is to be begun again
   */
  async propose(novelty: Novelty, at: Date, session: ClientSession): Promise<string> {
    const { audience, trend } = novelty;
    const { tag, content } = proposalOf(novelty);
    const [holder] = (await this.catalogue.holders(rivalsOf(audience, tag), session)).values();
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

/** Where a tag has an entry already, for those of an audience who assess. */
const rivalsOf = (audience: string, tag: string) => [audience, PUBLIC_AUDIENCE, candidatesOf(audience)].map((realm) => claimOf(realm, tag));

/** What a series that is new would be an entry for; nothing of codes of lists, which have their names. */
export function noveltyNamed({ dimension, value }: Pick<TrendSeries, 'dimension' | 'value'>, of: Origin): Novelty | undefined {
  if (dimension === 'combination') return { combination: value, ...of };
  if (dimension === 'script') return { script: value, ...of };
  // the key of an entry is the name of one that there is
  return dimension === 'modus-operandi' && !isUUID(value) ? { tag: value, ...of } : undefined;
}

function tagFor(novelty: Novelty): string {
  if ('combination' in novelty) return tagOfCombination(novelty.combination);
  return 'tag' in novelty ? novelty.tag : `script-${novelty.script}`;
}

function proposalOf(novelty: Novelty): { tag: string; content: Content } {
  const { audience } = novelty;
  const tag = tagFor(novelty);
  if ('combination' in novelty) return { tag, content: combined(novelty.combination, audience) };
  const content = nameless(tag, audience);
  return 'tag' in novelty
    ? { tag, content }
    : { tag, content: { ...content, name: 'Narratives of several organisations that are nearly the same' } };
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
