import { Injectable } from '@nestjs/common';
import { OrganisationsRepository, type SearchedOrganisation } from '../organisations/organisations.repository.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { Candidate } from './ranking.ts';
import { languageOf, wordsOf } from './vocabulary.ts';

/** All active organisations in memory. Before each search it takes what was written since the last one, by whatever instance. */
@Injectable()
export class SearchIndex {
  private readonly active = new Map<string, Candidate>();
  private serial = -1;
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly changes: PolicyChanges,
  ) {}

  /** By id. */
  async candidates(): Promise<ReadonlyMap<string, Candidate>> {
    await this.refresh();
    return this.active;
  }

  /** Searches that come while one looks share the look after it. */
  private refresh(): Promise<void> {
    if (!this.running) return this.look();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.look();
      });
    return this.next;
  }

  private look(): Promise<void> {
    this.running = this.take().finally(() => (this.running = undefined));
    return this.running;
  }

  private async take(): Promise<void> {
    // the number first: what is written meanwhile is read now or next time
    const serial = await this.changes.serial();
    if (serial === this.serial) return;
    for (const organisation of await this.organisations.findWrittenAfter(this.serial)) {
      if (organisation.status === 'active') this.active.set(organisation._id, candidateOf(organisation));
      else this.active.delete(organisation._id);
    }
    this.serial = serial;
  }
}

/** Communities are not looked at: a closed one is not to be found by who is in it. */
function candidateOf({ _id: id, name, kind, country, profile: { coverage, contacts } }: SearchedOrganisation): Candidate {
  return {
    id,
    name,
    kind,
    country,
    countries: new Set(coverage.countries),
    purposes: new Set(coverage.purposes),
    languages: new Set(coverage.languages.map(languageOf)),
    roles: new Set(coverage.roles),
    duty: contacts.some(({ duty }) => duty),
    nameWords: new Set(wordsOf(name)),
  };
}
