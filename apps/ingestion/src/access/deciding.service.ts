import { Injectable } from '@nestjs/common';
import type { AccessDecision } from '@landbridge/contracts';
import { type NewEvent, Outbox, PolicyContext } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import type { Grant, MemberReader } from '@landbridge/sharing';
import { ReportSeals } from '../keys/report-seals.ts';
import type { HeldReport } from '../reports/report.documents.ts';
import { type Beside, ReportsRepository } from '../reports/reports.repository.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import { afresh, Overtaken } from '../store/overtaken.ts';
import type { AccessDecisionRequest } from './access.bodies.ts';
import { accessDecided } from './access-events.ts';
import { byNameOnly, decidedAlready, noSuchRequest, takenBack } from './access-problems.ts';
import { type AccessRequestDocument, type AccessState, wordsOf } from './access-request.document.ts';
import { AccessRequestsRepository } from './access-requests.repository.ts';
import { requireShareable } from './words.ts';

/** How a request stands after a decision. */
const BECOMES: Readonly<Record<AccessDecision, AccessState>> = {
  full: 'granted',
  redacted: 'granted',
  refused: 'refused',
  revoked: 'revoked',
};

/** Decisions of owners, and requesters' second thoughts. A grant stands on the report, where the policy looks, from the same moment on. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly store: IngestionStore,
    private readonly requests: AccessRequestsRepository,
    private readonly reports: ReportsRepository,
    private readonly seals: ReportSeals,
    private readonly outbox: Outbox,
    private readonly policy: PolicyContext,
    private readonly clock: StoreClock,
  ) {}

  /** The same decision again changes nothing. */
  async decide({ organisation }: MemberReader, id: string, { decision, note }: AccessDecisionRequest): Promise<AccessRequestDocument> {
    if (note !== undefined) requireShareable('/note', note);
    return afresh(async () => {
      const request = await this.requests.find(id, organisation);
      if (request?.owner !== organisation) throw noSuchRequest();
      if (isDone(request, decision)) return request;
      if (request.state !== (decision === 'revoked' ? 'granted' : 'open')) throw decidedAlready(request.state);
      const report = await this.requireHeld(request);
      const level = grantedBy(decision);
      if (level && report.marking.tlp === 'red') throw byNameOnly();
      const sealed = note === undefined ? undefined : this.seals.sealWords(report._id, wordsOf(id, 'note'), note, report.key);
      const change = { state: BECOMES[decision], ...(level && { level }), ...(sealed && { note: sealed.words }) };
      const beside = { ...grants(request, level), ...(sealed && { key: sealed.key }) };
      return this.write(request, report, change, beside, (changed) => [accessDecided(changed, decision, this.policy.sequence())]);
    });
  }

  /** The requester wants it no more; what was granted goes as well. */
  async takeBack({ organisation }: MemberReader, id: string): Promise<AccessRequestDocument> {
    return afresh(async () => {
      const request = await this.requests.find(id, organisation);
      if (request?.requester !== organisation) throw noSuchRequest();
      if (request.state === 'taken-back') return request;
      if (request.state !== 'open' && request.state !== 'granted') throw decidedAlready(request.state);
      const report = await this.requireHeld(request);
      return this.write(request, report, { state: 'taken-back' }, grants(request, undefined), () => []);
    });
  }

  private async requireHeld({ report: id }: AccessRequestDocument): Promise<HeldReport> {
    const report = await this.reports.find(id);
    if (report?.state !== 'held') throw takenBack();
    return report;
  }

  private async write(
    request: AccessRequestDocument,
    report: HeldReport,
    change: Pick<AccessRequestDocument, 'state'> & Partial<Pick<AccessRequestDocument, 'level' | 'note'>>,
    beside: Beside,
    eventsOf: (changed: AccessRequestDocument) => NewEvent<'cooperation'>[],
  ): Promise<AccessRequestDocument> {
    const at = await this.clock.now();
    const changed = await this.store.transaction(async (session) => {
      if (!(await this.reports.touch(session, report, beside))) throw new Overtaken();
      const next = await this.requests.change(session, request, { ...change, changedAt: at.toISOString() });
      if (!next) throw new Overtaken();
      await this.outbox.add(session, { organisation: request.owner, acceptedAt: at, events: eventsOf(next) });
      return next;
    });
    this.outbox.wake(request.owner);
    return changed;
  }
}

/** One grant for each requester and purpose. */
function grants({ requester: organisation, purpose }: AccessRequestDocument, level: Grant['level'] | undefined): Beside {
  const ungranted = { organisation, purpose };
  return { ungranted, ...(level && { granted: { ...ungranted, level } }) };
}

function grantedBy(decision: AccessDecision): Grant['level'] | undefined {
  return decision === 'full' || decision === 'redacted' ? decision : undefined;
}

function isDone({ state, level }: AccessRequestDocument, decision: AccessDecision): boolean {
  return state === BECOMES[decision] && (state !== 'granted' || level === decision);
}
