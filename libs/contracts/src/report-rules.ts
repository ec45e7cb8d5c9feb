import * as codes from './codes.ts';
import type { Evaluation, Quantity, ReportContent, ReportInput } from './report.dto.ts';

/** What is wrong and how to mend it. `pointer` is an RFC 6901 JSON pointer into the report. */
export interface Violation {
  readonly pointer: string;
  readonly detail: string;
}

/** Whether the report is about somebody under 18, as far as its quantities say. */
export function concernsMinors(report: ReportContent): boolean {
  return (report.quantities ?? []).some(({ ageBand }) => ageBand !== undefined && MINORS.has(ageBand));
}

/** UN Trafficking Protocol, art. 3: an act, a purpose and a means; under 18 no means are needed. */
export function isPalermoComplete(report: ReportContent): boolean {
  const stated = (list?: readonly unknown[]) => (list?.length ?? 0) > 0;
  return stated(report.acts) && stated(report.purposes) && (stated(report.means) || concernsMinors(report));
}

/**
 * The rules that span several fields; each field alone is checked by its decorators before.
 * @param now the present, for what must not lie in the future
 */
export function violations(report: ReportInput, now: Date): Violation[] {
  return [
    ...timeViolations(report, now),
    ...(report.quantities ?? []).flatMap((quantity, i) => quantityViolations(quantity, `/quantities/${i}`)),
    ...(report.evaluation ? evaluationViolations(report.evaluation) : []),
    ...markingViolations(report, concernsMinors(report)),
    ...(report.sectors ?? []).flatMap((sector, i) =>
      sector.section || sector.subsector ? [] : [{ pointer: `/sectors/${i}`, detail: 'State a section, a subsector or both.' }],
    ),
  ];
}

function timeViolations({ observed, recordedAt }: ReportInput, now: Date): Violation[] {
  const found: Violation[] = [];
  const today = now.toISOString().slice(0, 10);
  if (observed.from > observed.to) found.push({ pointer: '/observed/from', detail: 'from lies after to; turn the two round.' });
  if (observed.from > today) found.push({ pointer: '/observed/from', detail: 'from lies in the future.' });
  if (recordedAt !== undefined && Date.parse(recordedAt) > now.getTime())
    found.push({ pointer: '/recordedAt', detail: 'recordedAt lies in the future; leave it out to take the time of acceptance.' });
  if (recordedAt !== undefined && Date.parse(recordedAt) < EARLIEST)
    found.push({ pointer: '/recordedAt', detail: 'recordedAt lies before the year 2000; leave it out, or state when it was recorded.' });
  return found;
}

/** The Trafficking Protocol is of the year 2000, and each week of a series costs every audience something. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');

function quantityViolations(quantity: Quantity, pointer: string): Violation[] {
  const found: Violation[] = [];
  if (quantity.value < 0 && !quantity.adjustment)
    found.push({ pointer: `${pointer}/value`, detail: 'A negative value is a correction of an earlier period: set adjustment to true.' });
  if (quantity.unit !== 'victim' && (quantity.status ?? quantity.decidedBy))
    found.push({ pointer: `${pointer}/status`, detail: 'status and decidedBy are for the unit victim only.' });
  return found;
}

function evaluationViolations({ scheme, source, information, basis }: Evaluation): Violation[] {
  const grades = GRADES[scheme];
  const found: Violation[] = [];
  const check = (field: string, value: string | undefined, allowed: readonly string[]) => {
    if (allowed.length > 0 && value === undefined)
      found.push({ pointer: `/evaluation/${field}`, detail: `The scheme ${scheme} needs ${field}: one of ${allowed.join(', ')}.` });
    else if (value !== undefined && !allowed.includes(value))
      found.push({
        pointer: `/evaluation/${field}`,
        detail:
          allowed.length > 0
            ? `In the scheme ${scheme} ${field} is one of ${allowed.join(', ')}.`
            : `The scheme ${scheme} has no ${field}; leave it out.`,
      });
  };
  check('source', source, grades.source);
  check('information', information, grades.information);
  check('basis', basis, grades.basis);
  return found;
}

function markingViolations({ marking, basis }: ReportInput, minors: boolean): Violation[] {
  const { tlp, communities = [], recipients = [], persons = [], territory, handling = [] } = marking;
  const found: Violation[] = [];
  const add = (field: string, detail: string) => void found.push({ pointer: field, detail });
  if (tlp === 'red' && persons.length === 0)
    add('/marking/persons', 'TLP:RED names the people who may read it, by their ids; to share with organisations use AMBER+STRICT.');
  if (tlp === 'red' && communities.length + recipients.length > 0)
    add('/marking/tlp', 'TLP:RED is for people only; leave communities and recipients out, or use AMBER+STRICT.');
  if (tlp !== 'red' && persons.length > 0) add('/marking/persons', 'Only TLP:RED names people; leave persons out.');
  if ((tlp === 'amber' || tlp === 'amber+strict') && communities.length + recipients.length === 0)
    add('/marking/communities', `TLP:${tlp.toUpperCase()} needs communities or recipients.`);
  if (tlp === 'green' && communities.length === 0)
    add('/marking/communities', `TLP:GREEN needs communities; the tiers are ${codes.TIERS.join(', ')}.`);
  if (tlp === 'clear' && (communities.length + recipients.length > 0 || territory || handling.some((code) => code !== 'H0')))
    add('/marking/tlp', 'TLP:CLEAR is public; leave communities, recipients, territory and handling out, or choose a stricter marking.');
  if (tlp === 'clear' && basis !== 'no-personal-data')
    add('/basis', 'What is public must hold no personal data: state no-personal-data, or choose a stricter marking than TLP:CLEAR.');
  if (minors && codes.TLP.indexOf(tlp) < codes.TLP.indexOf('amber+strict'))
    add('/marking/tlp', 'A report about somebody under 18 is AMBER+STRICT or stricter.');
  if (handling.includes('H0') && handling.length > 1) add('/marking/handling', 'H0 stands alone; leave it out beside H1, H2 or H3.');
  return found;
}

const MINORS: ReadonlySet<string> = new Set(codes.MINOR_AGE_BANDS);

const GRADES: Record<codes.EvaluationScheme, Record<'source' | 'information' | 'basis', readonly string[]>> = {
  admiralty: { source: codes.ADMIRALTY_SOURCES, information: codes.ADMIRALTY_INFORMATION, basis: [] },
  'europol-4x4': { source: codes.EUROPOL_SOURCES, information: codes.EUROPOL_INFORMATION, basis: [] },
  basis: { source: [], information: [], basis: codes.EVALUATION_BASES },
  none: { source: [], information: [], basis: [] },
};
