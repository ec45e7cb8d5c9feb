import type { CommunityState, OrganisationState } from '@landbridge/contracts';
import type { PolicyEntry, PolicyRecord } from './policy-record.ts';

/** The policy context as it lies in memory: the newest entry of each subject. Pure. */
export class PolicyMemory {
  private entries = new Map<string, PolicyEntry>();
  private highest = 0;
  /** Where a person was last seen, by the person's id. */
  private readonly people = new Map<string, string>();

  get sequence(): number {
    return this.highest;
  }

  organisation(id: string): OrganisationState | undefined {
    const { organisation, closed } = this.entries.get(id) ?? {};
    return organisation && closed ? { ...organisation, status: 'suspended' } : organisation;
  }

  community(id: string): CommunityState | undefined {
    const { community, closed } = this.entries.get(id) ?? {};
    return closed ? undefined : community;
  }

  /** The organisation that a person may act for now, by the person's id. */
  organisationOfPerson(id: string): OrganisationState | undefined {
    const organisation = this.organisation(this.people.get(id) ?? '');
    return organisation?.people.some((person) => person.id === id) ? organisation : undefined;
  }

  communities(): CommunityState[] {
    return [...this.entries.values()].flatMap(({ community, closed }) => (community && !closed ? [community] : []));
  }

  /** @returns whether it changed anything: an older state than the one known does not, the same one again opens a closed subject */
  apply({ kind, state }: PolicyRecord): boolean {
    const { sequence } = state;
    return this.put(state.id, kind === 'organisation' ? { sequence, organisation: state } : { sequence, community: state });
  }

  /** A record that cannot be read. @param sequence its number, if that could be read. Who was never known stays unknown. */
  close(subject: string, sequence: number | undefined): boolean {
    const known = this.entries.get(subject);
    return this.put(subject, { ...known, sequence: sequence ?? known?.sequence ?? 0, closed: true });
  }

  /** Everything up to this number is known. */
  reach(sequence: number): boolean {
    if (sequence <= this.highest) return false;
    this.highest = sequence;
    return true;
  }

  entry(subject: string): PolicyEntry | undefined {
    return this.entries.get(subject);
  }

  restore(entries: Map<string, PolicyEntry>, sequence: number): void {
    this.entries = entries;
    this.highest = sequence;
    for (const [subject, entry] of entries) this.remember(subject, entry);
  }

  private put(subject: string, entry: PolicyEntry): boolean {
    const known = this.entries.get(subject);
    if (known && (known.sequence > entry.sequence || (known.sequence === entry.sequence && known.closed === entry.closed))) return false;
    this.entries.set(subject, entry);
    this.remember(subject, entry);
    return true;
  }

  private remember(subject: string, { organisation }: PolicyEntry): void {
    for (const { id } of organisation?.people ?? []) this.people.set(id, subject);
  }
}
