import { randomUUID } from 'node:crypto';
import { MOST_AGREEMENTS, type OrganisationState } from '@landbridge/contracts';
import { Problem, StoreClock, type Caller } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { type Organisation, toState } from '../organisations/organisation.schema.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { type Author, authorOf, DIRECTORY } from '../policy/author.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import { requireSelfOrOperator } from '../self-or-operator.ts';
import type { AgreementQuery, NewAgreement } from './agreement.bodies.ts';
import { decidedAlready, isParty, requireDecision, requireEnd, requireReadablePurposes } from './agreement-rules.ts';
import type { Agreement, AgreementDecision, AgreementStage } from './agreement.schema.ts';
import { AgreementsRepository } from './agreements.repository.ts';

const MOST_PROPOSED = 100;

@Injectable()
export class AgreementsService {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly organisations: OrganisationsService,
    private readonly organisationsRepository: OrganisationsRepository,
    private readonly changes: PolicyChanges,
    private readonly clock: StoreClock,
  ) {}

  /** An organisation proposes to another one; what the operator makes is in force at once. */
  async make({ between, purposes, until }: NewAgreement, caller: Caller): Promise<Agreement> {
    const proposer = caller.kind === 'organisation' ? caller.organisation.id : undefined;
    if (proposer !== undefined && !between.includes(proposer)) requireSelfOrOperator(caller, between[0] ?? '');
    const [now, end] = [await this.clock.now(), new Date(until)];
    requireEnd(end, now);
    const sides = await Promise.all(between.map((id) => this.organisations.get(id)));
    requireActive(sides);
    requireReadablePurposes(purposes, sides);
    const by = authorOf(caller);
    const proposed: Agreement = {
      _id: randomUUID(),
      between,
      ...(proposer !== undefined && { proposedBy: proposer }),
      purposes,
      until: end,
      state: 'proposed',
      history: [{ state: 'proposed', at: now, by }],
    };
    if (proposer === undefined) return this.register(proposed, by);
    if ((await this.agreements.countProposedBy(proposer)) >= MOST_PROPOSED) throw tooMany(MOST_PROPOSED, 'has proposed');
    await this.agreements.insert(proposed);
    return proposed;
  }

  /** @throws Problem 404, also for whoever is on neither side */
  async get(id: string, caller: Caller): Promise<Agreement> {
    const agreement = await this.agreements.find(id);
    if (!agreement || !isParty(caller, agreement)) throw notFound();
    return agreement;
  }

  async list({ state, organisation }: AgreementQuery, after: string | undefined, limit: number, caller: Caller): Promise<Agreement[]> {
    const whose = caller.kind === 'organisation' ? (organisation ?? caller.organisation.id) : organisation;
    if (whose !== undefined) requireSelfOrOperator(caller, whose);
    return this.agreements.findPage({ state, organisation: whose }, after, limit);
  }

  async decide(id: string, decision: AgreementDecision, caller: Caller): Promise<Agreement> {
    const agreement = await this.get(id, caller);
    requireDecision(caller, agreement, decision);
    return this.move(agreement, decision, authorOf(caller));
  }

  /** Takes out what is over. Readers go by the end itself, so nobody reads by it until then. @returns how many */
  async expire(): Promise<number> {
    const over = await this.agreements.findOver(await this.clock.now());
    for (const agreement of over) await this.move(agreement, 'expired', DIRECTORY).catch(ignoreDecided);
    return over.length;
  }

  private register(proposed: Agreement, by: Author): Promise<Agreement> {
    return this.changes.write(async (change) => {
      const step = { state: 'in-force' as const, at: change.at, by };
      const agreement: Agreement = { ...proposed, state: 'in-force', history: [...proposed.history, step] };
      await this.agreements.insert(agreement, change.session);
      await this.enter(change, agreement, by);
      return agreement;
    });
  }

  private move(agreement: Agreement, to: AgreementStage, by: Author): Promise<Agreement> {
    return this.changes.write(async (change) => {
      const { _id: id, state: from, until } = agreement;
      if (to === 'in-force') requireEnd(until, change.at);
      if (!(await this.agreements.move(id, from, { state: to, at: change.at, by }, change.session))) throw decidedAlready(to);
      if (to === 'in-force') await this.enter(change, agreement, by);
      if (from === 'in-force') await this.save(change, agreement, by, (state) => state.agreements.filter((one) => one.id !== id));
      return { ...agreement, state: to, history: [...agreement.history, { state: to, at: change.at, by }] };
    });
  }

  private async enter(change: PolicyTransaction, agreement: Agreement, by: Author): Promise<void> {
    const { _id: id, between, purposes, until } = agreement;
    await this.save(change, agreement, by, (state) => {
      if (state.agreements.length >= MOST_AGREEMENTS) throw tooMany(MOST_AGREEMENTS, 'has');
      const other = between.find((side) => side !== state.id) ?? '';
      return [...state.agreements, { id, with: other, purposes, until: until.toISOString() }];
    });
  }

  /** Both sides change, or none does. */
  private async save(
    change: PolicyTransaction,
    { between }: Agreement,
    by: Author,
    edit: (state: OrganisationState) => OrganisationState['agreements'],
  ): Promise<void> {
    const sides: Organisation[] = [];
    for (const id of between) sides.push(await this.organisations.read(change, id));
    const edits = sides.map((before) => ({ before, after: { ...toState(before), agreements: edit(toState(before)) } }));
    await this.organisationsRepository.saveAll(change, edits, { by });
  }
}

function requireActive(sides: readonly OrganisationState[]): void {
  if (sides.every(({ status }) => status === 'active')) return;
  throw new Problem({
    type: 'suspended-side',
    status: 409,
    title: 'One side is suspended',
    detail: 'Agreements are made between active organisations; wait until the suspension ends.',
  });
}

function ignoreDecided(error: unknown): void {
  if (!(error instanceof Problem && error.details.type === 'decided-already')) throw error;
}

function notFound(): Problem {
  return new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such agreement, or it is not yours.' });
}

function tooMany(most: number, what: string): Problem {
  return new Problem({
    type: 'too-many-agreements',
    status: 409,
    title: 'Too many agreements',
    detail: `An organisation ${what} at most ${most}; end or withdraw those that are not needed.`,
  });
}
