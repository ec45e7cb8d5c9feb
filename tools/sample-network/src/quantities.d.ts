import type { Quantity } from '@landbridge/contracts';
import type { OrganisationKind } from '@landbridge/contracts/codes';
import { type Form } from './published.ts';
import { type Random } from './random.ts';
/** How many, in one or more units. @param adults no minors, so that the marking may be looser than AMBER+STRICT */
export declare function quantitiesOf(kind: OrganisationKind, form: Form, adults: boolean, random: Random): Quantity[];
/** What a later look at the same case changes: a count, or what was decided about it. */
export declare function corrected(quantities: readonly Quantity[], random: Random): Quantity[];
//# sourceMappingURL=quantities.d.ts.map
