import type { ReportInput } from '@landbridge/contracts';

export interface Held {
  readonly id: string;
  /** The organisation that sent it. */
  readonly owner: string;
  readonly revision: number;
  /** What was last accepted of it; nothing when it was withdrawn. */
  readonly report?: ReportInput;
}

/** What must be counted. */
export interface Expected {
  readonly accepted: number;
  readonly withdrawn: number;
  readonly counted: number;
  readonly totals: Readonly<Record<string, number>>;
}

/** What the clients were told. The system is held against it. */
export class Told {
  /** Answers that cannot be true. */
  readonly contradictions: string[] = [];
  /** Answers, repeated ones too. */
  answers = 0;
  private readonly reports = new Map<string, Held>();
  private readonly refused = new Set<string>();

  heldAs(externalId: string): Held {
    const held = this.reports.get(externalId);
    if (!held) throw new Error('The sample changes a report that was not accepted.');
    return held;
  }

  taken(owner: string, externalId: string, report: ReportInput, id: string, how: 'accepted' | 'alreadyHeld'): void {
    this.answers++;
    const held = this.reports.get(externalId);
    if (!held) this.reports.set(externalId, { id, owner, report, revision: 1 });
    else if (held.id !== id || how === 'accepted') this.contradictions.push(`${held.id} was accepted twice, then as ${id}`);
  }

  rejected(externalId: string, wasGood: boolean, why: string): void {
    this.answers++;
    if (wasGood) this.contradictions.push(`a good report was refused: ${why}`);
    this.refused.add(externalId);
  }

  revised(externalId: string, report: ReportInput, revision: number): void {
    this.answers++;
    this.reports.set(externalId, { ...this.heldAs(externalId), report, revision });
  }

  withdrawn(externalId: string, revision: number): void {
    this.answers++;
    const { id, owner } = this.heldAs(externalId);
    this.reports.set(externalId, { id, owner, revision });
  }

  /** Every report that was ever accepted. */
  all(): Held[] {
    return [...this.reports.values()];
  }

  get rejectedLines(): number {
    return this.refused.size;
  }

  expected(): Expected {
    const totals: Record<string, number> = {};
    const counting = this.all().flatMap(({ report }) => report ?? []);
    for (const { quantities = [] } of counting) for (const { unit, value } of quantities) totals[unit] = (totals[unit] ?? 0) + value;
    const accepted = this.reports.size;
    return { accepted, withdrawn: accepted - counting.length, counted: counting.length, totals };
  }
}
