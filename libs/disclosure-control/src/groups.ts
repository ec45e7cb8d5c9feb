/** A figure is shown from so many reports on, and changes by so many or by none. Figures are multiples of it. */
export const GROUP = 11;
/** Of so many organisations at least. */
export const ORGANISATIONS = 3;

/** What each organisation adds to a figure, by organisation. Whole numbers; what is not above zero adds nothing. */
export type ByOrganisation = ReadonlyMap<string, number>;

/**
 * Into how many groups of `GROUP` what was counted can be put so that each group has something of `ORGANISATIONS` organisations.
 *
 * That many groups m can be made where the sum is at least m · `GROUP`, and where the organisations can be dealt out over them, each to a
 * group at most once: Σ min(nᵢ, m) ≥ m · `ORGANISATIONS` (Gale 1957, Pac J Math 7, 1073–1082, for a matrix of zeros and ones). The second
 * condition makes it a dominance rule as well: of what is shown, at least one in `GROUP` is of others than the two largest organisations.
 * @param held so much of the sum is left out of account; where it is below zero, so much is added
 * @returns 0 where the sum itself is below `GROUP`, whatever is added
 */
export function wholeGroups(counted: ByOrganisation, held: number): number {
  const sum = sumOf(counted);
  if (sum < GROUP) return 0;
  let most = Math.max(0, Math.floor((sum - held) / GROUP));
  // what can be dealt out over m groups can be dealt out over fewer
  let enough = 0;
  while (enough < most) {
    const tried = Math.ceil((enough + most) / 2);
    if (canBeDealt(counted, tried)) enough = tried;
    else most = tried - 1;
  }
  return enough;
}

/**
 * The same where noise is added to the sum: all groups of the noisy sum, or none where so many cannot be made. So the number says nothing of the
 * organisations, as a largest number that they allow would; only whether there is one does.
 * @param held noise, which is taken from the sum
 */
export function allOrNoGroups(counted: ByOrganisation, held: number): number {
  const sum = sumOf(counted);
  const groups = Math.max(0, Math.floor((sum - held) / GROUP));
  return sum >= GROUP && canBeDealt(counted, groups) ? groups : 0;
}

export function sumOf(counted: ByOrganisation): number {
  let sum = 0;
  for (const count of counted.values()) sum += Math.max(0, count);
  return sum;
}

function canBeDealt(counted: ByOrganisation, groups: number): boolean {
  let places = 0;
  for (const count of counted.values()) places += Math.min(Math.max(0, count), groups);
  return places >= ORGANISATIONS * groups;
}
