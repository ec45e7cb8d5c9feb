import { describe, expect, it } from '@jest/globals';
import { type AuditEntry, contentDigest, linkDigest } from '@landbridge/contracts';
import fc from 'fast-check';
import type { Finding } from './finding.ts';
import { checkService } from './service-check.ts';
import { type Happening, MadeAudit } from './made-audit.ts';

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ start: true } as const) },
  { weight: 6, arbitrary: fc.record({ write: fc.integer({ min: 1, max: 5 }), by: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.constant({ seal: true } as const) },
);
/** Sealed at its end, as all is within a minute. */
const history = fc
  .array(happening, { maxLength: 12 })
  .map((happenings) => MadeAudit.of([...happenings, { write: 3, by: 0 }, { seal: true }]));

const findingsIn = async (audit: MadeAudit, told = audit.roots) => (await checkService(audit, told)).findings;
const inOrder = (entries: AuditEntry[]) => [...entries].sort((a, b) => a.strand.localeCompare(b.strand) || a.number - b.number);

/** Tampers with a copy, and says what was found. */
async function after(audit: MadeAudit, tamper: (copy: MadeAudit) => void): Promise<readonly Finding[]> {
  const copy = audit.copy();
  tamper(copy);
  return findingsIn(copy, audit.roots);
}

/** Every place in a JSON value where a text, a number or a truth stands. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function changeAt(value: unknown, path: readonly string[], seed: number): void {
  const [name = '', ...rest] = path;
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) changeAt(holder[name], rest, seed);
  else holder[name] = changed(holder[name], seed);
}

function changed(leaf: unknown, seed: number): unknown {
  if (typeof leaf === 'number') return leaf + 1 + seed;
  const text = String(leaf);
  const place = seed % text.length;
  return text.slice(0, place) + (text[place] === 'x' ? 'y' : 'x') + text.slice(place + 1);
}

/** As somebody would who knows how digests are made, but not how to change a root. */
function relinked(entry: AuditEntry, previous: string): AuditEntry {
  const inside = contentDigest(entry.salt!, entry.content!);
  return { ...entry, previous, contentDigest: inside, digest: linkDigest(previous, entry.number, inside) };
}

describe('verifying the audit of a service', () => {
  const check = (property: fc.IAsyncProperty<unknown>) => fc.assert(property, { numRuns: 150 });

  it('finds nothing where nothing was done, nor in what was purged', () =>
    check(
      fc.asyncProperty(history, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), async (audit, purged) => {
        expect(await findingsIn(audit)).toEqual([]);
        const copy = audit.copy();
        copy.entries = copy.entries.map((entry, i) => {
          const { salt: _salt, content: _content, ...rest } = entry;
          return purged[i] ? rest : entry;
        });
        const verdict = await checkService(copy, audit.roots);
        expect(verdict.findings).toEqual([]);
        expect(verdict.entries).toBe(audit.entries.length);
        expect(verdict.purged).toBe(copy.entries.filter(({ content }) => !content).length);
      }),
    ));

  it('names an entry of which any byte was changed', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.nat(), fc.nat(200), async (audit, which, where, seed) => {
        const at = which % audit.entries.length;
        const { strand, number } = audit.entries[at]!;
        const places = leaves(audit.entries[at]);
        const findings = await after(audit, ({ entries }) => changeAt(entries[at], places[where % places.length]!, seed));
        expect(findings).toContainEqual(expect.objectContaining({ in: { strand }, number }));
      }),
    ));

  it('names a root, or the beginning of a strand, of which any byte was changed', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.nat(), fc.nat(200), async (audit, which, where, seed) => {
        const root = audit.roots[which % audit.roots.length]!;
        const inRoot = leaves(root);
        const ofRoots = await after(audit, ({ roots }) => changeAt(roots[root.number - 1], inRoot[where % inRoot.length]!, seed));
        expect(ofRoots).toContainEqual(expect.objectContaining({ in: 'roots', number: root.number }));
        const at = which % audit.strands.length;
        const inStrand = leaves(audit.strands[at]);
        const ofStrands = await after(audit, ({ strands }) => changeAt(strands[at], inStrand[where % inStrand.length]!, seed));
        expect(ofStrands).toContainEqual(expect.objectContaining({ in: { strand: audit.strands[at]!.strand }, number: 0 }));
      }),
    ));

  it('names an entry that was removed, at the end of a strand as well, and whether those after it were numbered anew or not', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.boolean(), async (audit, which, renumber) => {
        const gone = audit.entries[which % audit.entries.length]!;
        const findings = await after(audit, (copy) => {
          copy.entries = copy.entries
            .filter(({ strand, number }) => strand !== gone.strand || number !== gone.number)
            .map((entry) =>
              renumber && entry.strand === gone.strand && entry.number > gone.number ? { ...entry, number: entry.number - 1 } : entry,
            );
        });
        expect(findings).toContainEqual(expect.objectContaining({ what: 'removed', in: { strand: gone.strand }, number: gone.number }));
      }),
    ));

  it('names a strand or a root that was removed', () =>
    check(
      fc.asyncProperty(history, fc.nat(), async (audit, which) => {
        const { strand } = audit.strands[which % audit.strands.length]!;
        const ofStrands = await after(audit, (copy) => {
          copy.strands = copy.strands.filter((other) => other.strand !== strand);
          copy.entries = copy.entries.filter((entry) => entry.strand !== strand);
        });
        expect(ofStrands).toContainEqual(expect.objectContaining({ what: 'removed', in: { strand } }));
        const { number } = audit.roots[which % audit.roots.length]!;
        const ofRoots = await after(audit, (copy) => {
          copy.roots = copy.roots.filter((root) => root.number !== number);
        });
        expect(ofRoots).toContainEqual(expect.objectContaining({ what: 'removed', in: 'roots', number }));
      }),
    ));

  it('names two entries that were swapped', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.nat(), async (audit, one, other) => {
        const strand = audit.strands[0]!.strand;
        const own = audit.entries.filter((entry) => entry.strand === strand);
        const [low, high] = [1 + (one % own.length), 1 + (other % own.length)].sort((a, b) => a - b) as [number, number];
        fc.pre(low !== high);
        const findings = await after(audit, (copy) => {
          const swapped = (number: number) => (number === low ? high : number === high ? low : number);
          copy.entries = copy.entries.map((entry) => (entry.strand === strand ? { ...entry, number: swapped(entry.number) } : entry));
        });
        expect(findings).toContainEqual(expect.objectContaining({ what: 'reordered', in: { strand }, number: low }));
      }),
    ));

  it('names an entry that was inserted, also by somebody who knows how digests are made', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.boolean(), async (audit, which, knows) => {
        const place = audit.entries[which % audit.entries.length]!;
        const findings = await after(audit, (copy) => {
          const later = ({ strand, number }: AuditEntry) => strand === place.strand && number >= place.number;
          const forged = { ...structuredClone(place), content: { ...place.content!, action: 'report.never-read' } };
          copy.entries = [
            ...copy.entries.map((entry) => (later(entry) ? { ...entry, number: entry.number + 1 } : entry)),
            knows ? relinked(forged, place.previous) : forged,
          ];
        });
        expect(findings).toContainEqual(expect.objectContaining({ in: { strand: place.strand }, number: place.number }));
        if (knows) expect(findings).toContainEqual(expect.objectContaining({ what: 'inserted' }));
      }),
    ));

  it('finds an entry that stands twice under its number, or in no strand', () =>
    check(
      fc.asyncProperty(history, fc.nat(), fc.uuid(), async (audit, which, nowhere) => {
        const entry = audit.entries[which % audit.entries.length]!;
        const twice = await after(audit, ({ entries }) => void entries.push(structuredClone(entry)));
        expect(twice).toContainEqual(expect.objectContaining({ what: 'inserted', in: { strand: entry.strand }, number: entry.number }));
        const astray = await after(audit, ({ entries }) => void entries.push({ ...structuredClone(entry), strand: nowhere }));
        expect(astray).toContainEqual(expect.objectContaining({ what: 'inserted', in: 'store' }));
      }),
    ));

  it('finds a strand that was made anew from some entry on, between the roots that knew it', () =>
    check(
      fc.asyncProperty(history, fc.nat(), async (audit, which) => {
        const from = audit.entries[which % audit.entries.length]!;
        const findings = await after(audit, (copy) => {
          let previous = from.previous;
          copy.entries = inOrder(copy.entries).map((entry) => {
            if (entry.strand !== from.strand || entry.number < from.number) return entry;
            const made = relinked({ ...entry, content: { ...entry.content!, action: 'report.never-read' } }, previous);
            previous = made.digest;
            return made;
          });
        });
        const [found] = findings.filter((finding) => typeof finding.in === 'object');
        expect(found).toMatchObject({ what: 'changed', in: { strand: from.strand } });
        expect(found!.number).toBeLessThanOrEqual(from.number);
      }),
    ));

  it('finds all made anew, roots too, by what was told in Kafka', async () => {
    const audit = MadeAudit.of([{ write: 3, by: 0 }, { seal: true }]);
    const other = MadeAudit.of([{ write: 3, by: 0 }, { seal: true }]);
    expect(await findingsIn(other)).toEqual([]);
    expect(await findingsIn(other, audit.roots)).toMatchObject([{ what: 'changed', in: 'roots', number: 1 }]);
    expect((await checkService(other)).findings).toEqual([]);
  });

  it('says how many are not sealed yet, and finds one among them that says to be older than the last root', async () => {
    const audit = MadeAudit.of([{ write: 3, by: 0 }, { seal: true }, { write: 2, by: 0 }]);
    expect(await checkService(audit, audit.roots)).toMatchObject({ unsealed: 2, findings: [] });
    const last = audit.entries.at(-1)!;
    const early = new Date(Date.parse(audit.roots[0]!.at) - 3_600_000).toISOString();
    const forged = relinked({ ...last, number: last.number + 1, content: { ...last.content!, at: early } }, last.digest);
    expect(await after(audit, ({ entries }) => void entries.push(forged))).toMatchObject([{ what: 'inserted', number: last.number + 1 }]);
  });
});
