import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ModusOperandiContent, ModusOperandiWords, NewModusOperandi } from '@landbridge/contracts';
import { type ExpectedVersion, type OrganisationCaller, Problem, requireImpersonal, textsOf } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { CatalogueRepository } from './catalogue.repository.ts';
import { disputed, opened, requireReadBy, revised, translated } from './changes.ts';
import type { Content, Entry } from './entry.schema.ts';
import { EntryWriter } from './entry-writer.ts';
import { EvidenceService } from './evidence.service.ts';
import { SHARED_AS } from './reading.ts';
import { requireEditor, requireMarking } from './rights.ts';

const MOST_PROPOSED = 200;

/** What organisations write into the catalogue. */
@Injectable()
export class EditingService {
  constructor(
    private readonly writer: EntryWriter,
    private readonly catalogue: CatalogueRepository,
    private readonly evidence: EvidenceService,
  ) {}

  /** Sending the same proposal again finds the one that was made, as long as nobody has changed it. */
  async propose(caller: OrganisationCaller, { id: tag, ...sent }: NewModusOperandi): Promise<{ entry: Entry; isNew: boolean }> {
    if (isUUID(tag)) throw invalid('/id', 'is written like a key; choose a name that says what is done');
    requireMarking(sent.marking);
    requireImpersonal({ '/id': tag });
    const { id, regime } = caller.organisation;
    const content = await this.content(caller, sent);
    const born = { _id: randomUUID(), tag, status: 'proposed', candidate: false, contributor: { id, regime }, ...SHARED_AS } as const;
    const change = opened(born, content, await this.writer.made(caller));
    const before = (await this.catalogue.named({ caller }, tag)).find((entry) => isSameProposal(entry, change.entry));
    if (before) return { entry: before, isNew: false };
    if ((await this.catalogue.countOpenProposals(id)) >= MOST_PROPOSED)
      throw new Problem({
        type: 'too-many-proposals',
        status: 409,
        title: 'Too many proposals',
        detail: `An organisation has at most ${MOST_PROPOSED} proposals that are not decided. Wait for those.`,
      });
    return { entry: await this.writer.open(caller, change), isNew: true };
  }

  /** Puts new content in the place of what stood there. Translations stay. */
  revise(caller: OrganisationCaller, id: string, expected: ExpectedVersion, sent: ModusOperandiContent): Promise<Entry> {
    return this.writer.change(caller, id, expected, async (entry, made, session) => {
      requireEditor(caller, entry);
      requireMarking(sent.marking, entry);
      const change = revised(entry, await this.content(caller, sent, entry), made);
      for (const absorbed of await this.catalogue.mergedInto(entry._id, session)) requireReadBy(change.entry, absorbed);
      return [change];
    });
  }

  async translate(
    caller: OrganisationCaller,
    id: string,
    language: string,
    expected: ExpectedVersion,
    words: ModusOperandiWords,
  ): Promise<Entry> {
    requireImpersonalWords(words);
    return this.writer.change(caller, id, expected, (entry, made) => {
      requireEditor(caller, entry);
      return [translated(entry, { language, ...plain(words) }, made)];
    });
  }

  /** Whoever may read an entry may dispute it; to say the same again is one dispute. */
  async dispute(caller: OrganisationCaller, id: string, reason: string): Promise<Entry> {
    requireImpersonal({ '/reason': reason });
    const dispute = randomUUID();
    return this.writer.change(caller, id, 'any', (entry, made) =>
      [disputed(entry, dispute, reason, made)].flatMap((change) => change ?? []),
    );
  }

  private async content(caller: OrganisationCaller, sent: ModusOperandiContent, before?: Entry): Promise<Content> {
    const idle = sent.sectors.findIndex(({ section, subsector }) => section === undefined && subsector === undefined);
    if (idle >= 0) throw invalid(`/sectors/${idle}`, 'State a section, a subsector or both.');
    const key = sent.aliases.findIndex((alias) => isUUID(alias));
    if (key >= 0) throw invalid(`/aliases/${key}`, 'is written like a key, which names one entry alone');
    requireImpersonalWords(sent);
    requireImpersonal({ ...textsOf('/aliases', sent.aliases), ...textsOf('/evidence/references', sent.evidence.references) });
    const evidence = await this.evidence.taken(caller, sent.evidence, before?.evidence);
    return plain({ ...sent, evidence });
  }
}

/** An entry says what is done, never who did it or to whom. @throws Problem 422 */
function requireImpersonalWords({ name, whatToLookFor, countermeasures }: ModusOperandiWords): void {
  requireImpersonal({ '/name': name, ...textsOf('/whatToLookFor', whatToLookFor), ...textsOf('/countermeasures', countermeasures) });
}

/** A checked body without the classes that checked it. */
const plain = <T>(body: T): T => JSON.parse(JSON.stringify(body)) as T;

/** It was sent before, and nothing was done to it since. */
function isSameProposal(entry: Entry, sent: Entry): boolean {
  return isDeepStrictEqual({ ...entry, _id: sent._id, changedAt: sent.changedAt }, sent);
}

function invalid(pointer: string, detail: string): Problem {
  const errors = [{ pointer, detail }];
  return new Problem({ type: 'invalid', status: 400, title: 'The request is not valid', detail: 'See errors for each field.', errors });
}
