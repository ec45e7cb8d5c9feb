import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { COUNTRIES, ORGANISATION_KINDS, PURPOSES } from '@landbridge/contracts';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Network } from './members.ts';

const QUESTIONS = ['who handles labour exploitation in Romania and speaks Swedish?', 'sexual exploitation Moldova 24/7', 'Swedish police', 'NGO in France that speaks Arabic', 'begging', 'Who at Organisation knows about organ removal in Egypt', 'prevention prosecution protection in Germany in English around the clock police ngo'];

it('measures', async () => {
  const network = await Network.start();
  const asker = await network.member();
  const connection = network.directory.app.get<Connection>(getConnectionToken());
  const pick = (list: readonly string[], n: number) => [...new Set(Array.from({ length: n }, () => list[Math.floor(Math.random() * list.length)]!))];
  const langs = ['en', 'sv', 'ro', 'fr', 'es', 'de', 'ar', 'uk', 'pl', 'it', 'vi', 'sq'];
  const docs = Array.from({ length: 5000 }, (_, i) => ({
    _id: randomUUID(), name: `Organisation ${i} of ${pick(COUNTRIES, 1)[0]}`, kind: pick(ORGANISATION_KINDS, 1)[0], country: pick(COUNTRIES, 1)[0], regime: 'gdpr', status: 'active', assessing: false, operates: false, clearance: 'amber',
    communities: ['practitioners'], agreements: [], people: [], revokedCredentials: [], sequence: 1000 + i, version: 1, serial: 100000,
    profile: { coverage: { countries: pick(COUNTRIES, 8), purposes: pick(PURPOSES, 4), languages: pick(langs, 3), roles: ['prevention'] }, contacts: [{ role: 'liaison', name: 'x', channel: { kind: 'siena', address: 'x' }, duty: i % 3 === 0 }] },
  }));
  await connection.collection('organisations').insertMany(docs as never);
  await connection.collection('policySequence').updateOne({ _id: 'policy' as never }, { $set: { serial: 100000 } });
  const t0 = performance.now();
  const first = await asker.get(`/v1/search?q=begging`);
  console.log('first', performance.now() - t0, first.body['total'], first.status);
  const mem = process.memoryUsage().heapUsed;
  for (const lanes of [1, 4, 8]) {
    const times: number[] = [];
    await Promise.all(Array.from({ length: lanes }, async (_, l) => {
      for (let i = 0; i < 800 / lanes; i += 1) {
        const from = performance.now();
        const { status } = await asker.get(`/v1/search?q=${encodeURIComponent(QUESTIONS[(i + l) % QUESTIONS.length]!)}`);
        times.push(performance.now() - from);
        expect(status).toBe(200);
      }
    }));
    times.sort((a, b) => a - b);
    console.log(lanes, 'at once: p50', times[times.length >> 1]!.toFixed(1), 'p95', times[Math.floor(times.length * 0.95)]!.toFixed(1), 'max', times.at(-1)!.toFixed(1), 'heap', (mem / 1e6).toFixed(0));
  }
  const question = await asker.get(`/v1/search?limit=3&q=${encodeURIComponent(QUESTIONS[0]!)}`);
  console.log(JSON.stringify(question.body, null, 1));
  await network.stop();
}, 300_000);
