import type { Trend } from './trend.dto.ts';

/** A published trend rests on two organisations at least, and stays when any one is left out. */
export function restsOnSeveral({ organisations, survivesLeavingOneOut }: Pick<Trend, 'organisations' | 'survivesLeavingOneOut'>): boolean {
  return organisations >= 2 && survivesLeavingOneOut;
}
