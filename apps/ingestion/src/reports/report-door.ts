import { compileCheck, ReportInput, violations, type Violation } from '@landbridge/contracts';
import { placeOf } from '@landbridge/platform';
import { refusalOf, REFUSALS, type RefusalKind, textsIn } from '../refusals/refusals.ts';
import { checkTexts, needsOverride, type TextWarning, warningOf } from '../text-check/text-check.ts';
import { normalise } from './normalise.ts';
import type { Overridden } from './report.documents.ts';

/** What the door says of one submitted report. */
export type Verdict =
  | {
      readonly kind: 'good';
      readonly report: ReportInput;
      readonly warnings: readonly TextWarning[];
      /** Certain findings that stand all the same, and why. */
      readonly overridden?: Overridden;
    }
  /** May be mended and sent again; a bulk line of this kind goes to quarantine. */
  | { readonly kind: 'invalid'; readonly errors: readonly Violation[] }
  /** Its narrative tells who somebody is, and nobody said why it must. May be mended, or sent again with a reason. */
  | { readonly kind: 'personal-data'; readonly errors: readonly Violation[] }
  /** Never taken, and nothing of it is kept. */
  | { readonly kind: 'refused'; readonly ground: RefusalKind; readonly errors: readonly Violation[] };

/** Errors that one report is told. */
const MOST_ERRORS = 20;

export type BadVerdict = Exclude<Verdict, { kind: 'good' }>;

const shape = compileCheck(ReportInput);

/**
 * Judges a report as it was sent: first whether it may be taken at all, then its fields, then the rules that span them.
 * @param plain parsed JSON; its countries and texts are normalised in place
 * @param now the present, for what must not lie in the future
 */
export function judge(plain: unknown, now: Date): Verdict {
  const read = normalise(plain);
  if (!shape.accepts(read)) {
    const ground = refusalOf(textsIn(read));
    if (ground) return refused(ground, '');
    const errors = shape.explain(read);
    if (errors.length > 0) return { kind: 'invalid', errors: fewOf(errors) };
  }
  // what the schema refused and the decorators did not is a report all the same
  const report = read as ReportInput;
  const found = refusedText(report);
  if (found) return refused(found.ground, found.pointer);
  const errors = violations(report, now);
  return errors.length > 0 ? { kind: 'invalid', errors } : judgeTexts(report);
}

function judgeTexts(report: ReportInput): Verdict {
  const findings = checkTexts(report);
  const certain = needsOverride(findings);
  const warnings = findings.map(warningOf);
  if (certain.length === 0) return { kind: 'good', report, warnings };
  const { textCheckOverride: override } = report;
  if (!override) return { kind: 'personal-data', errors: certain.map(personalData) };
  const found = [...Map.groupBy(certain, ({ kind }) => kind)].map(([kind, { length: count }]) => ({ kind, count }));
  return { kind: 'good', report, warnings, overridden: { reason: override.reason, found } };
}

const personalData = ({ pointer, ...place }: TextWarning): Violation => ({ pointer, detail: placeOf(place) });

/** The verdict on something that is no report: what may not be kept is looked for all the same. */
export function judgeUnreadable(text: string, errors: readonly Violation[]): BadVerdict {
  const ground = refusalOf(text);
  return ground ? refused(ground, '') : { kind: 'invalid', errors };
}

function refusedText({ narrative, references = [], externalIds = [] }: ReportInput): { ground: RefusalKind; pointer: string } | undefined {
  const texts: [string, string][] = [
    ...(narrative === undefined ? [] : [['/narrative', narrative] satisfies [string, string]]),
    ...references.map((text, i): [string, string] => [`/references/${i}`, text]),
    ...externalIds.map((text, i): [string, string] => [`/externalIds/${i}`, text]),
  ];
  for (const [pointer, text] of texts) {
    const ground = refusalOf(text);
    if (ground) return { ground, pointer };
  }
  return undefined;
}

/** A line of nothing but unknown fields must not be answered with a hundred times its length. */
function fewOf(errors: readonly Violation[]): readonly Violation[] {
  if (errors.length <= MOST_ERRORS) return errors;
  return [...errors.slice(0, MOST_ERRORS), { pointer: '', detail: `There are ${errors.length - MOST_ERRORS} more; mend these first.` }];
}

const refused = (ground: RefusalKind, pointer: string): BadVerdict => ({
  kind: 'refused',
  ground,
  errors: [{ pointer, detail: REFUSALS[ground].whereToTurn }],
});
