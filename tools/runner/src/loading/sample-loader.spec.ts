import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TokenSource } from '../token-source.ts';
import { writeSample, type OrganisationFile } from './sample-files.ts';
import { SampleLoader } from './sample-loader.ts';

const options = { seed: 1, reports: 500, until: new Date('2026-11-24T00:00:00Z') };

/** Holds what a submitter can see of ingestion; the flawed lines are told to it. */
class FakeIngestion {
  readonly revisions = new Map<string, { revision: number; state: string }>();
  readonly flawed = new Set<string>();

  answer({ method, url = '', headers }: IncomingMessage, body: string, response: ServerResponse): void {
    if (url === '/oidc/token') response.end(JSON.stringify({ access_token: 'token', expires_in: 600 }));
    else if (url === '/v1/reports/bulk') response.end([...this.bulk(body), JSON.stringify({ summary: {}, complete: true })].join('\n'));
    else this.one(method, url.slice('/v1/reports/'.length), headers['if-match'], response);
  }

  private bulk(body: string): string[] {
    return body.trimEnd().split('\n').map((report, i) => {
      const [id] = (JSON.parse(report) as { externalIds: string[] }).externalIds;
      if (id === undefined || this.flawed.has(id)) return JSON.stringify({ line: i + 1, status: 'rejected', errors: [] });
      const known = this.revisions.get(id);
      this.revisions.set(id, known ?? { revision: 1, state: 'held' });
      return JSON.stringify({ line: i + 1, status: known ? 'alreadyHeld' : 'accepted', id, revision: known?.revision ?? 1 });
    }); // prettier-ignore
  }

  private one(method: string | undefined, id: string, match: string | undefined, response: ServerResponse): void {
    const known = this.revisions.get(id);
    if (!known || (method === 'PUT' && match !== `"${known.revision}"`)) response.writeHead(412).end('{}');
    else if (method === 'PUT' && known.state === 'withdrawn') response.writeHead(409).end('{}');
    else {
      // the same correction again changes nothing
      if (method === 'PUT') known.revision = 2;
      if (method === 'DELETE') known.state = 'withdrawn';
      response.end(JSON.stringify(known));
    }
  }
}

describe('SampleLoader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'landbridge-sample-'));
  const ingestion = new FakeIngestion();
  const server = createServer((request, response) => {
    void text(request).then((body) => ingestion.answer(request, body, response));
  });
  let files: OrganisationFile[];
  let url: string;
  const load = (progress: number[] = []) => {
    const tokens = new TokenSource({ directoryUrl: url, clientId: 'one', clientSecret: 'x', scope: 'reports:write' });
    return new SampleLoader(url, () => tokens).run(files, (done) => progress.push(done));
  };

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    files = await writeSample(folder, options);
    for (const { externalId, flawed } of files.flatMap(({ submissions }) => submissions)) if (flawed) ingestion.flawed.add(externalId);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('has each submission in the file of its organisation', () => {
    expect(files.reduce((sum, { submissions }) => sum + submissions.length, 0)).toBe(500);
    for (const { file, submissions } of files) expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(submissions.length);
  });

  it('submits, corrects and withdraws, and knows what must come of it', async () => {
    const progress: number[] = [];
    const { expected, reasons: _, ...done } = await load(progress);
    const actions = files.flatMap(({ followUps }) => followUps);
    expect(done).toEqual({
      accepted: 500 - ingestion.flawed.size,
      alreadyHeld: 0,
      rejected: ingestion.flawed.size,
      corrected: actions.filter(({ action }) => action === 'correct').length,
      withdrawn: actions.filter(({ action }) => action === 'withdraw').length,
    });
    expect(expected).toMatchObject({ rejected: ingestion.flawed.size, counted: done.accepted - done.withdrawn });
    expect(expected.totals['victim']).toBeGreaterThan(0);
    expect(progress.at(-1)).toBe(500 + actions.length);
  });

  it('finds everything done when it loads the same sample again', async () => {
    expect(await load()).toMatchObject({ accepted: 0, alreadyHeld: 500 - ingestion.flawed.size, corrected: 0, withdrawn: 0 });
  });
});
