import type { ReportInput } from '@landbridge/contracts';
import type { FinancialIndicator, IsicSection, OrganisationKind, Purpose, Subsector } from '@landbridge/contracts/codes';
import { type Form } from './published.ts';
import { type Random } from './random.ts';
/** @param years since the sample began: forced criminality grows with them */
export declare function formAndPurpose(
  years: number,
  random: Random,
): {
  form: Form;
  purpose: Purpose;
};
/** Some see two purposes at once. The first is the one that shares are counted by. */
export declare function withSecond(purpose: Purpose, form: Form, random: Random): Purpose[];
/** @param month 0 for January */
export declare function subsectorIn(month: number, random: Random): Subsector;
export declare function sectorOf(subsector: Subsector): {
  section: IsicSection;
  subsector: Subsector;
};
export declare function actsAndMeans(random: Random): Pick<ReportInput, 'acts' | 'means'>;
export declare function recruitmentFor(form: Form, random: Random): NonNullable<ReportInput['recruitment']>;
export declare function modiOperandi(form: Form, random: Random): string[];
export declare function financialIndicators(kind: OrganisationKind, random: Random): FinancialIndicator[];
//# sourceMappingURL=observation.d.ts.map
