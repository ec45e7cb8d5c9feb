import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { organisationState, reportInput } from '@landbridge/contracts/testing';
import { PolicyContext } from '@landbridge/messaging';
import { Clock, KeyRing } from '@landbridge/platform';
import { Logger } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { type BadLine, QuarantineService } from '../quarantine/quarantine.service.ts';
import { AcceptanceService } from '../reports/acceptance.service.ts';
import type { Outcome } from '../reports/acceptance-plan.ts';
import type { Submission } from '../reports/submission.ts';
import { SubmissionsService } from '../reports/submissions.service.ts';
import { BulkService } from './bulk.service.ts';
import type { Row } from './row.ts';

const owner = organisationState();
const row = (line: number, plain: unknown = reportInput(), size = 600): Row => ({ line, bytes: Buffer.alloc(size), content: { plain } });
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i + 1));

describe('a bulk load', () => {
  const accept = jest.fn((_owner: unknown, submissions: readonly Submission[]): Promise<Outcome[]> =>
    Promise.resolve(submissions.map((_, i) => ({ kind: 'accepted', id: `r${i}`, revision: 1 }))),
  );
  const put = jest.fn((_organisation: string, _lines: readonly BadLine[]) => Promise.resolve());
  let bulk: BulkService;

  beforeEach(async () => {
    jest.clearAllMocks();
    const module = await Test.createTestingModule({
      providers: [
        BulkService,
        SubmissionsService,
        { provide: KeyedDigests, useValue: new KeyedDigests(new KeyRing(Buffer.alloc(32, 1))) },
        { provide: PolicyContext, useValue: { community: () => ({}), organisation: () => ({}) } },
        { provide: Clock, useValue: { now: () => new Date('2026-06-01T00:00:00Z') } },
        { provide: AcceptanceService, useValue: { accept } },
        { provide: QuarantineService, useValue: { put } },
      ],
    }).compile();
    Logger.overrideLogger(false);
    bulk = module.get(BulkService);
  });

  async function* batches(...list: (Row[] | Error)[]): AsyncGenerator<Row[]> {
    for (const batch of list) {
      if (batch instanceof Error) throw batch;
      yield await Promise.resolve(batch);
    }
  }
  async function answersTo(source: AsyncIterable<Row[]>, isCut = false): Promise<Record<string, unknown>[]> {
    let text = '';
    for await (const part of bulk.load({ organisation: owner }, source, () => isCut)) text += part;
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }
  const sizes = () => accept.mock.calls.map(([, submissions]) => submissions.length);

  it('commits at most 500 lines at once, and answers every line in its order', async () => {
    const answers = await answersTo(
      batches(
        rows(700),
        rows(510).map((one) => ({ ...one, line: one.line + 700 })),
      ),
    );
    expect(sizes()).toEqual([500, 500, 210]);
    expect(answers.slice(0, -1).map(({ line }) => line)).toEqual(Array.from({ length: 1_210 }, (_, i) => i + 1));
    expect(answers.at(-1)).toMatchObject({ summary: { accepted: 1_210, alreadyHeld: 0, rejected: 0 }, complete: true });
  });

  it('commits at most 4 MB at once', async () => {
    await answersTo(batches(Array.from({ length: 200 }, (_, i) => row(i + 1, reportInput(), 60_000))));
    expect(Math.max(...sizes())).toBe(70);
  });

  it('commits what has come when the sender pauses', async () => {
    let go: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (go = resolve));
    async function* slowly() {
      yield [row(1)];
      await paused;
      yield [row(2)];
    }
    const answers = bulk.load({ organisation: owner }, slowly(), () => false);
    expect((await answers.next()).value).toContain('"line":1');
    go();
    expect((await answers.next()).value).toContain('"line":2');
  });

  it('keeps bad lines apart, and puts those that clash with them', async () => {
    accept.mockResolvedValueOnce([{ kind: 'accepted', id: 'r', revision: 1 }, { kind: 'clash', ids: ['other'], withdrawn: false }]); // prettier-ignore
    const answers = await answersTo(
      batches([
        row(1),
        row(2, { acts: 1 }),
        row(3),
        { line: 4, bytes: undefined, content: { errors: [{ pointer: '', detail: 'Too long.' }] } },
      ]),
    );
    expect(answers.map(({ line, status }) => [line, status])).toEqual([[1, 'accepted'], [2, 'rejected'], [3, 'rejected'], [4, 'rejected'], [undefined, undefined]]); // prettier-ignore
    expect(put.mock.calls.flatMap(([, lines]) => lines.map(({ line }) => line))).toEqual([2, 4, 3]);
    expect(answers.at(-1)).toMatchObject({ summary: { accepted: 1, rejected: 3 } });
  });

  it('takes nothing of a chunk that did not arrive in whole', async () => {
    const answers = await answersTo(batches(rows(600), new Error('aborted')), true);
    expect(sizes()).toEqual([500]);
    expect(answers.some((answer) => 'summary' in answer)).toBe(false);
  });

  it('says that it stopped when the store fails', async () => {
    accept.mockImplementationOnce(() => Promise.reject(new Error('away')));
    const answers = await answersTo(batches(rows(1_200)));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({
      complete: false,
      summary: { accepted: 0 },
      detail: expect.stringContaining('send the whole again'),
    });
  });

  it('ends at the next chunk when the service stops', async () => {
    bulk.onModuleDestroy();
    expect(await answersTo(batches(rows(600)))).toMatchObject([{ complete: false }]);
    expect(accept).not.toHaveBeenCalled();
  });
});
