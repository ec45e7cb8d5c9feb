import type {
  Attribution,
  EvaluationScheme,
  OrganisationKind,
  Precision,
  SharingGround,
  StatusDecider,
  Tlp,
  UsePurpose,
} from '@landbridge/contracts/codes';
import { Choice } from './random.ts';
/** To whom a report goes. `closed` stands for the closed groups that the organisation is in, `recipients` for one other organisation. */
export interface Sharing {
  readonly tlp: Tlp;
  readonly communities: readonly string[];
  readonly to?: 'closed' | 'recipients';
}
/** How organisations of a kind report. All figures are our own choice; none is published by kind. */
export interface Profile {
  /** Share of the network's reports for one organisation of the kind, against the others. */
  readonly weight: number;
  /** From what happened to its record: the median in days, and the spread of its logarithm. */
  readonly delay: {
    readonly medianDays: number;
    readonly spread: number;
  };
  readonly precision: Choice<Precision>;
  readonly sharing: Choice<Sharing>;
  /** Communities for reports on minors, always AMBER+STRICT. */
  readonly minors: readonly string[];
  readonly evaluation: Choice<EvaluationScheme>;
  readonly ground: Choice<SharingGround>;
  readonly usePurposes: readonly UsePurpose[];
  readonly attribution: Choice<Attribution>;
  readonly decidedBy: StatusDecider;
  /** Share of reports with a narrative. */
  readonly narratives: number;
}
export declare const PROFILES: Readonly<Record<OrganisationKind, Profile>>;
//# sourceMappingURL=profiles.d.ts.map
