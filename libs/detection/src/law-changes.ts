/** A change of law or of a code list after which reports of a code rise though nothing else has changed. */
export interface LawChange {
  /** The code that the change touches, as it stands in the names of series. */
  readonly code: string;
  /** First and last day that a rise may come from it, ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly what: string;
  readonly source: string;
}

/**
 * Directive (EU) 2024/1712 made three more forms of exploitation trafficking by name: in force on 14 July 2024, to be transposed by 15 July 2026. States
 * begin to count them in between; a year after the last day a year's history is of the new law, too.
 */
const DIRECTIVE_2024_1712 = {
  from: '2024-07-14',
  until: '2027-07-15',
  source: 'Directive (EU) 2024/1712 of 13 June 2024 amending Directive 2011/36/EU, OJ L, 2024/1712, 24.6.2024',
};

export const LAW_CHANGES: readonly LawChange[] = [
  {
    ...DIRECTIVE_2024_1712,
    code: 'surrogacy-exploitation',
    what: 'Exploitation of surrogacy becomes trafficking by name, to be transposed by 15 July 2026.',
  },
  {
    ...DIRECTIVE_2024_1712,
    code: 'forced-marriage',
    what: 'Forced marriage becomes trafficking by name, to be transposed by 15 July 2026.',
  },
  {
    ...DIRECTIVE_2024_1712,
    code: 'illegal-adoption',
    what: 'Illegal adoption becomes trafficking by name, to be transposed by 15 July 2026.',
  },
];

/**
 * The changes of law or code list that fall into a time and touch a series: `purpose:forced-marriage` as well as `corridor-purpose:RO>DE:forced-marriage`.
 *
 * Source: own; the law that each change comes from stands beside it.
 * @param series its name
 * @param from first day, `until` last day, ISO 8601
 */
export function lawChangesBehind(series: string, from: string, until: string, table: readonly LawChange[] = LAW_CHANGES): LawChange[] {
  const codes = series.split(/[:+]/);
  return table.filter((change) => codes.includes(change.code) && change.from <= until && change.until >= from);
}
