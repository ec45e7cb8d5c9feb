import { ATTRIBUTIONS, TLP } from '@landbridge/contracts/codes';
import { isLimited, type SharedReport } from './policy.ts';
import { IMPERSONAL } from './regimes.ts';

type Addressed = Omit<SharedReport, 'grants'>;

/**
 * Whether somebody who may see a report may see less of it, or of who sent it, after a revision. It says yes when in doubt: then all who had
 * it are judged anew, and the event takes effect even where its body cannot be read.
 */
export function narrows(before: Addressed, after: Addressed): boolean {
  if (ATTRIBUTIONS.indexOf(after.attribution) > ATTRIBUTIONS.indexOf(before.attribution)) return true;
  if (after.marking.tlp === 'clear' && !isLimited(after.marking)) return false;
  return !keeps(before, after);
}

function keeps(before: Addressed, after: Addressed): boolean {
  const { communities, recipients, persons, territory, handling = [], tlp } = after.marking;
  return (
    TLP.indexOf(tlp) <= TLP.indexOf(before.marking.tlp) &&
    holdsAll(communities, before.marking.communities) &&
    holdsAll(recipients, before.marking.recipients) &&
    holdsAll(persons, before.marking.persons) &&
    (territory === undefined || (before.marking.territory !== undefined && holdsAll(territory, before.marking.territory))) &&
    holdsAll(before.marking.handling, handling) &&
    holdsAll(after.usePurposes, before.usePurposes) &&
    (after.basis === IMPERSONAL || before.basis !== IMPERSONAL) &&
    after.contributor.regime === before.contributor.regime &&
    (before.concernsMinors || !after.concernsMinors)
  );
}

function holdsAll(list: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return wanted.every((entry) => list.includes(entry));
}
