import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { OrganisationState } from '@landbridge/contracts';
import { type BadLine, QuarantineService } from '../quarantine/quarantine.service.ts';
import { AcceptanceService } from '../reports/acceptance.service.ts';
import type { Outcome } from '../reports/acceptance-plan.ts';
import { clash } from '../reports/refused-request.ts';
import type { BulkCounts, BulkLine, BulkSummary } from '../reports/report.answers.ts';
import { judgeUnreadable } from '../reports/report-door.ts';
import type { Sender } from '../reports/requests.service.ts';
import { SubmissionsService } from '../reports/submissions.service.ts';
import { CANNOT_FIND_ALL } from '../text-check/text-check.ts';
import { Chunk, type GoodLine } from './chunk.ts';
import { PAUSE, withPauses } from './pauses.ts';
import type { Row } from './row.ts';

/** A chunk that is not full is committed when nothing has come for so long, so that who waits for answers gets them. */
const PAUSE_MS = 250;
/** Lines that are judged before others get their turn. */
const TURN = 100;

/** Takes reports line by line, in constant memory: one chunk is being written while the next one fills. */
@Injectable()
export class BulkService implements OnModuleDestroy {
  private readonly logger = new Logger(BulkService.name);
  private stopping = false;

  constructor(
    private readonly submissions: SubmissionsService,
    private readonly acceptance: AcceptanceService,
    private readonly quarantine: QuarantineService,
  ) {}

  /** Loads end after the chunk that they are at; their senders are told to send the whole again. */
  onModuleDestroy(): void {
    this.stopping = true;
  }

  /**
   * Loads rows and yields the answers to each chunk once it is durable, as lines of NDJSON, the summary last. When the rows fail to
   * arrive, nothing is taken that was not being written already.
   * @param isCut whether the body will not arrive in whole
   * @param counts of what was answered; they grow
   */
  async *load(
    sender: Sender,
    rows: AsyncIterable<Row[]>,
    isCut: () => boolean,
    counts: BulkCounts = { accepted: 0, alreadyHeld: 0, rejected: 0 },
  ): AsyncGenerator<string> {
    let writing: Promise<BulkLine[]> | undefined;
    try {
      for await (const chunk of this.chunks(sender, rows)) {
        const answers = await writing;
        writing = undefined;
        if (answers) yield this.answer(answers, counts);
        if (this.stopping) throw new Error('The service stops.');
        if (chunk === PAUSE) continue;
        writing = this.commit(sender.organisation, chunk);
        // it is awaited above or below, perhaps after it has failed
        writing.catch(() => undefined);
      }
      if (writing) yield this.answer(await writing, counts);
      yield lineOf({ summary: counts, complete: true, notice: CANNOT_FIND_ALL });
    } catch (error) {
      if (isCut()) return;
      this.logger.error({ bulk: 'stopped', kind: error instanceof Error ? error.name : typeof error });
      yield lineOf({ summary: counts, complete: false, detail: STOPPED });
    } finally {
      await writing?.catch(() => undefined);
    }
  }

  /** Full chunks; at a pause what there is, and then the pause itself. */
  private async *chunks(sender: Sender, rows: AsyncIterable<Row[]>): AsyncGenerator<Chunk | typeof PAUSE> {
    let chunk = new Chunk();
    let judged = 0;
    for await (const batch of withPauses(rows, PAUSE_MS)) {
      if (batch === PAUSE) {
        if (!chunk.empty) yield chunk;
        chunk = new Chunk();
        yield PAUSE;
        continue;
      }
      for (const row of batch) {
        chunk.add(this.judge(sender, row));
        if (++judged % TURN === 0) await breathe();
        if (!chunk.full) continue;
        yield chunk;
        chunk = new Chunk();
      }
    }
    if (!chunk.empty) yield chunk;
  }

  private judge({ organisation, person }: Sender, { line, bytes, content }: Row): GoodLine | BadLine {
    if (!('plain' in content)) return { line, bytes, verdict: judgeUnreadable(bytes?.toString('utf8') ?? '', content.errors) };
    const read = this.submissions.read(organisation, content.plain, person?.id);
    return 'submission' in read ? { line, bytes, submission: read.submission } : { line, bytes, verdict: read.verdict };
  }

  private async commit(owner: OrganisationState, { good, bad }: Chunk): Promise<BulkLine[]> {
    const outcomes = await this.acceptance.accept(
      owner,
      good.map(({ submission }) => submission),
    );
    const lines = good.map((line, i) => ({ ...line, outcome: outcomes[i] }));
    const clashing = lines.flatMap(({ line, bytes, outcome }) =>
      outcome?.kind === 'clash' ? [{ line, bytes, verdict: clashVerdict(outcome) }] : [],
    );
    await this.quarantine.put(owner.id, [...bad, ...clashing]);
    const taken = lines.flatMap(({ line, submission, outcome }): BulkLine[] => {
      if (!outcome || outcome.kind === 'clash') return [];
      const { kind: status, id, revision } = outcome;
      return [{ line, status, id, revision, ...(submission.warnings.length > 0 ? { warnings: [...submission.warnings] } : {}) }];
    });
    const refused = [...bad, ...clashing].map(({ line, verdict }): BulkLine => ({ line, status: 'rejected', errors: [...verdict.errors] }));
    return [...taken, ...refused].sort((a, b) => a.line - b.line);
  }

  private answer(lines: readonly BulkLine[], counts: BulkCounts): string {
    for (const { status } of lines) counts[status]++;
    return lines.map(lineOf).join('');
  }
}

const STOPPED =
  'Something that is needed to go on is away. What was answered above is taken, nothing else; send the whole again, and only the rest will be taken.';

const lineOf = (answer: BulkLine | BulkSummary) => `${JSON.stringify(answer)}\n`;

function clashVerdict({ ids, withdrawn }: Extract<Outcome, { kind: 'clash' }>): BadLine['verdict'] {
  return { kind: 'invalid', errors: [{ pointer: '/externalIds', detail: clash(ids, withdrawn).details.detail ?? '' }] };
}
