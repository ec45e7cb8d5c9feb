import type { ModusOperandiContent } from '@landbridge/contracts';
import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { StoreClock } from '@landbridge/platform';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CatalogueRepository, TagTaken } from './catalogue.repository.ts';
import { type Change, opened } from './changes.ts';
import { networkEntry } from './network-entries.ts';
import catalogue from './starting-catalogue.json' with { type: 'json' };

/** As the file has them: codes are checked by its test, because a file knows text only. */
type Known = Pick<
  ModusOperandiContent,
  'name' | 'aliases' | 'stage' | 'lures' | 'channels' | 'sectors' | 'whatToLookFor' | 'countermeasures'
> & { readonly id: string; readonly references: string[]; readonly names: Readonly<Record<string, string>> };

/** What is known from publications, in English, with its names in other languages. */
export const STARTING_CATALOGUE = catalogue as unknown as readonly Known[];

/** A catalogue that is empty teaches nobody how to use it. Each entry is laid down once, and what became of it since is never touched. */
@Injectable()
export class StartingCatalogue implements OnApplicationBootstrap {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly clock: StoreClock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const at = await this.clock.now();
    for (const known of STARTING_CATALOGUE) await this.layDown(entryOf(known, at));
  }

  private async layDown(change: Change): Promise<void> {
    await this.catalogue
      .together(async (session) => {
        if (!(await this.catalogue.get(change.entry._id, session))) await this.catalogue.write([change], session);
      })
      .catch(ignoreTaken);
  }
}

export function entryOf({ id, references, names, ...content }: Known, at: Date): Change {
  const evidence = { trends: [], reports: [], references };
  const translations = Object.entries(names).map(([language, name]) => ({ language, name, whatToLookFor: [], countermeasures: [] }));
  return opened(
    { ...networkEntry(PUBLIC_AUDIENCE, id), status: 'validated', candidate: false, translations },
    { ...content, language: 'en', countries: [], evidence, marking: { tlp: 'clear' } },
    { by: { kind: 'starting-catalogue' }, at },
  );
}

/** Somebody had the tag first. */
function ignoreTaken(error: unknown): void {
  if (!(error instanceof TagTaken)) throw error;
}
