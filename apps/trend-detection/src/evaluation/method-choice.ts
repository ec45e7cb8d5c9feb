import type { Dimension } from '@landbridge/contracts';
import { SELECTED_METHODS, type SelectedMethod } from '@landbridge/detection';

/** What the series of some dimensions are evaluated by, where it is not what their history allows. */
export type MethodChoice = Readonly<Partial<Record<Dimension, SelectedMethod>>>;

/** Those that reports count in. Combinations, scripts and neighbouring routes are found in another way. */
export const COUNTED_DIMENSIONS = [
  'total', 'purpose', 'sector', 'subsector', 'means', 'recruitment-method', 'platform', 'lure', 'modus-operandi', 'financial-indicator',
  'citizenship', 'origin', 'transit', 'exploitation', 'corridor', 'corridor-purpose', 'country-purpose-sector',
] as const satisfies readonly Dimension[]; // prettier-ignore

const ONE = `(?:${COUNTED_DIMENSIONS.join('|')})=(?:${SELECTED_METHODS.join('|')})`;
/** `dimension=method`, several separated by commas, no dimension twice. */
export const METHODS_PATTERN = new RegExp(`^(?!(?:.*,)?([a-z-]+)=.*,\\1=)(?:${ONE}(?:,${ONE})*)?$`);

/** @param text of `METHODS_PATTERN` @returns nothing where nothing is chosen */
export function readMethods(text: string): MethodChoice | undefined {
  if (text === '') return undefined;
  return Object.fromEntries(text.split(',').map((entry) => entry.split('='))) as MethodChoice;
}

/** The same for the same choice, in whatever order it was written. */
export function choiceText(methods: MethodChoice): string {
  return Object.entries(methods).map((entry) => entry.join('=')).sort().join(','); // prettier-ignore
}
