import fc from 'fast-check';

/** Reports that are alike, with one code for each dimension. */
export interface Report {
  readonly copies: number;
  readonly organisation: string;
  readonly quarter: number;
  readonly country: string;
  readonly purpose: string;
  readonly origin: string;
  readonly victims: number;
}

/** A combination of codes. */
export type Codes = Omit<Report, 'copies' | 'organisation' | 'victims'>;

export const QUARTERS = [1, 2] as const;
export const COUNTRIES = ['SE', 'DE', 'IT'] as const;
export const PURPOSES = ['labour', 'sexual', 'begging'] as const;
export const ORIGINS = ['RO', 'NG'] as const;
const ORGANISATIONS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'] as const;

/** Every combination of codes: whoever attacks all tables at once asks how many reports lie in each. */
export const ATOMS: readonly Codes[] = QUARTERS.flatMap((quarter) =>
  COUNTRIES.flatMap((country) => PURPOSES.flatMap((purpose) => ORIGINS.map((origin): Codes => ({ quarter, country, purpose, origin })))),
);

/** Some codes are common and some rare, so that there are large cells, small cells, and cells of one organisation. */
const skewed = <T>(...list: readonly T[]) =>
  fc.oneof(...list.map((value, i) => ({ weight: 4 ** (list.length - i), arbitrary: fc.constant(value) })));

const codes = fc.record({
  quarter: fc.constantFrom(...QUARTERS),
  country: skewed(...COUNTRIES),
  purpose: skewed(...PURPOSES),
  origin: skewed(...ORIGINS),
});
const content = fc.record({
  codes,
  organisation: fc.oneof(fc.constantFrom(...ORGANISATIONS), fc.constant('a')),
  victims: fc.nat(6),
});

interface Content {
  readonly codes: Codes;
  readonly organisation: string;
  readonly victims: number;
}
type Step =
  | { readonly kind: 'new'; readonly content: Content }
  | { readonly kind: 'corrected'; readonly which: number; readonly content: Content }
  | { readonly kind: 'withdrawn'; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('new' as const), content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('corrected' as const), which: fc.nat(), content }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdrawn' as const), which: fc.nat() }) },
);

/** What counts at each release: a stock at the first, then what came, was corrected and was withdrawn. */
export const histories: fc.Arbitrary<readonly (readonly Report[])[]> = fc
  .tuple(
    fc.array(content, { minLength: 60, maxLength: 200, size: 'max' }),
    fc.array(fc.array(step, { maxLength: 40, size: 'max' }), { minLength: 2, maxLength: 3 }),
  )
  .map(([stock, changes]) => {
    const releases = [stock.map(reportOf)];
    for (const steps of changes) releases.push(steps.reduce(changed, releases.at(-1) ?? []));
    return releases;
  });

function changed(reports: Report[], step: Step): Report[] {
  if (step.kind === 'new') return [...reports, reportOf(step.content)];
  const at = step.which % Math.max(1, reports.length);
  const old = reports[at];
  if (!old) return reports;
  return step.kind === 'withdrawn'
    ? reports.toSpliced(at, 1)
    : reports.toSpliced(at, 1, { ...reportOf(step.content), organisation: old.organisation });
}

function reportOf({ codes, organisation, victims }: Content): Report {
  return { copies: 1, organisation, victims, ...codes };
}
