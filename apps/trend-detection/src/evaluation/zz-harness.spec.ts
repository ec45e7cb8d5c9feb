import { it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { MEASURES } from '@landbridge/contracts';
import { sampleReports, sampleOrganisations, sampleCommunities, plantedChanges, plantedTraps, found, named, SIGNED_CHARTER } from '@landbridge/sample-network';
import { sharingClass, audienceSees } from '@landbridge/sharing';
import { createHash } from 'node:crypto';
import { Signatures } from '../../../ingestion/src/similarity/signature.ts';
import { countedOf, type CountedReport } from '../counting/contribution.ts';
import { weekOf, epochDay, dayText } from '../counting/calendar.ts';
import { signalsOf, lineId, testedFrom, type Line } from './line.ts';
import { Reducer } from './reducer.ts';
import { Pass } from './pass.ts';
import { episodesOf } from './episodes.ts';
import { changeOf, matchTrends } from './reconcile.ts';

it('harness', async () => {
  const until = new Date('2026-11-26'); const reports = Number(process.env['N'] ?? 6000); const traps = process.env['TRAPS'] === '1'; const seed = 1;
  const orgs = new Map(sampleOrganisations(seed).map((o) => [o.id, o]));
  const live = new Map<string, StructuredReport>();
  const sig = (() => { try { return new (Signatures as any)(Buffer.alloc(32, 1)); } catch { return undefined; } })();
  for (const a of sampleReports({ seed, reports, until, traps })) {
    const id = createHash('sha256').update(a.organisation + a.externalId).digest('hex');
    if (a.action === 'withdraw') { live.delete(id); continue; }
    if ('flaw' in a) continue;
    const r = a.report as any; const o = orgs.get(a.organisation)!; const before = live.get(id);
    const minors = (r.quantities ?? []).some((q: any) => ['0-8', '9-17', 'minor'].includes(q.ageBand));
    const signature = sig && r.narrative ? sig.of?.(r.narrative) ?? sig.sign?.(r.narrative) : undefined;
    live.set(id, { ...r, id, revision: 1, contributor: { id: o.id, kind: o.kind, country: o.country, regime: o.regime }, recordedAt: before?.recordedAt ?? r.recordedAt ?? a.at, acceptedAt: r.recordedAt ?? a.at, palermoComplete: true, concernsMinors: minors, hasNarrative: false, ...(signature && { signature }) } as StructuredReport);
  }
  const counted: CountedReport[] = [...live.values()].map((r) => ({ report: r.id, ...countedOf(r, sharingClass(r)) }));
  const closed = weekOf(epochDay('2026-11-26')) - 7;
  const tiers: any[] = ['law-enforcement', 'practitioners', 'research', 'private-sector'].map((id) => ({ id }));
  const admits: any = { 'law-enforcement': ['police', 'prosecution', 'border', 'labour-inspectorate', 'financial-intelligence', 'judiciary'], practitioners: ['police', 'prosecution', 'labour-inspectorate', 'judiciary', 'ngo', 'policy', 'international'] };
  const purpose: any = { 'law-enforcement': 'investigation', practitioners: 'victim-support' };
  const audiences = ['law-enforcement', 'practitioners'].map((id) => ({ id, charter: { purpose: purpose[id], admits: admits[id], ...SIGNED_CHARTER } as any }));
  void tiers; void sampleCommunities;
  const planted = plantedChanges({ until, reports }); const allTrends: any[] = [];
  for (const audience of audiences) {
    const cache = new Map<string, boolean>(); const sees = (cell: string) => { let v = cache.get(cell); if (v === undefined) { v = audienceSees(audience as any, cell); cache.set(cell, v); } return v; };
    const mine = counted.filter((c) => ['day', 'week'].includes(c.grain) && sees(c.cell)); const from = Math.min(...mine.map((c) => weekOf(c.recorded)));
    const n = (closed - from) / 7 + 1; const lines = new Map<string, Line>();
    for (const c of mine) for (const s of c.series) for (const m of MEASURES) { const amount = c.amounts[m]; if (!amount) continue; const i = (weekOf(c.recorded) - from) / 7; if (i >= n) continue; const key = lineId({ family: 'f', series: s, measure: m }); let l = lines.get(key); if (!l) lines.set(key, (l = { family: 'f', series: s, measure: m, from, counts: Array(n).fill(0) })); (l.counts as number[])[i]! += amount; }
    for (const [k, l] of lines) if (l.counts.reduce((a, b) => a + b, 0) < 3) lines.delete(k);
    const t0 = performance.now(); const signals: any[] = []; for (const l of lines.values()) { const rep = lines.get(lineId({ family: 'f', series: l.series, measure: 'reports' })); signals.push(...signalsOf(l, closed - 7 * 20, closed, l.measure === 'reports' ? undefined : (w) => (rep?.counts[(w - from) / 7] ?? 0) >= 5)); }
    console.log(audience.id, 'reports', mine.length, 'lines', lines.size, 'reports-lines', [...lines.values()].filter((l) => l.measure === 'reports').length, 'signals', signals.length, (performance.now() - t0).toFixed(0) + ' ms');
    if (process.env['WATCH']) for (const w of process.env['WATCH'].split(',')) { const l = lines.get(`f|${w}|reports`); console.log(w, l?.counts.slice(-16).join(' ')); console.log(signals.filter((s) => s.series === w && s.measure === 'reports').map((s) => `${dayText(s.week)} ${s.direction} ${s.method} p=${s.p.toExponential(1)} ${s.observed}/${s.expected.toFixed(1)} over ${s.buckets}`).join('\n')); }
    const buckets: any[] = []; const kept: any = { signalsOf: (_: string, w: number) => Promise.resolve(signals.filter((s) => s.week === w)), ofSeries: (_: any, ss: any[]) => Promise.resolve(new Map(ss.flatMap((s) => MEASURES.map((m) => `f|${s}|${m}`)).flatMap((k) => (lines.has(k) ? [[k, lines.get(k)!] as const] : [])))), keepBucket: (b: any) => Promise.resolve(void buckets.push(b)) };
    const reducer = new Reducer(kept); const pass = new Pass({ contributionsRecorded: (_: string, a: number, b: number) => Promise.resolve(counted.filter((c) => c.recorded >= a && c.recorded < b)) } as any, 'g', closed, '2026-11-26T00:00:00.000Z', 1);
    for (let w = closed - 7 * 20; w <= closed; w += 7) { const tested = { reports: [...lines.values()].filter((l) => l.measure === 'reports' && testedFrom(l) <= w).length, stated: [...lines.values()].filter((l) => l.measure !== 'reports' && testedFrom(l) <= w).length }; await reducer.reduce({ _id: 'f', audience: audience.id, generation: 'g', from } as any, w, tested, undefined, { id: audience.id, from, sees } as any, pass); }
    const taken = new Set<string>(); for (const match of matchTrends([], episodesOf(buckets)).matches) { const c = changeOf(audience.id, match, taken, pass); if (!c) continue; taken.add(c.trend.id); allTrends.push(c.trend); const t = c.trend; console.log(`${t.state} ${t.kind ?? 'rise'} ${t.firstBucket}..${t.lastBucket} ${t.series.dimension}:${t.series.value} ${t.series.measure} ${t.evidence.observed}/${t.evidence.expected} over ${t.evidence.buckets ?? 1} p ${t.evidence.p} ${t.method} orgs ${t.organisations} survives ${t.survivesLeavingOneOut} [${t.artefacts}] shares ${(t.shares ?? []).map((s) => s.dimension + ':' + s.value + (s.measure === 'reports' ? '' : ' ' + s.measure)).join(', ')} ${t.awayFrom ? 'away ' + t.awayFrom.value : ''}`); }
  }
  const f = new Set(found(planted, allTrends)); for (const p of planted) console.log(f.has(p) ? 'FOUND' : 'MISSED', p.id, p.kind, p.firstWeek, p.within, p.series.dimension, p.series.value);
  if (traps) { const tr = plantedTraps({ until, reports }); const nm = new Set(named(tr, allTrends)); for (const t of tr) console.log(nm.has(t) ? 'NAMED' : 'UNNAMED', t.id, t.artefact, t.series.dimension, t.series.value, t.firstWeek); }
}, 300_000);
