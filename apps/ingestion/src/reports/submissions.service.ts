import { Injectable } from '@nestjs/common';
import { TIERS, TLP, type Marking, type OrganisationState, type Violation } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { type BadVerdict, judge } from './report-door.ts';
import { type Submission, toSubmission } from './submission.ts';

export type Read = { readonly submission: Submission } | { readonly verdict: BadVerdict };

/** Reads what organisations send, as far as it can be judged without looking at other reports. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly digests: KeyedDigests,
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  /** @param person who sends it for the organisation, by id */
  read(owner: OrganisationState, plain: unknown, person?: string): Read {
    const verdict = judge(plain, this.clock.now());
    if (verdict.kind !== 'good') return { verdict };
    const errors = [...aboveClearance(verdict.report.marking, owner), ...this.unknownAudience(verdict.report.marking, owner)];
    if (errors.length > 0) return { verdict: { kind: 'invalid', errors } };
    const overridden = verdict.overridden && { ...verdict.overridden, ...(person !== undefined && { person }) };
    return { submission: toSubmission(owner.id, verdict.report, verdict.warnings, this.digests, overridden) };
  }

  /** A misspelt community or recipient would hide the report from those for whom it is meant. */
  private unknownAudience({ communities = [], recipients = [], persons = [] }: Marking, owner: OrganisationState): Violation[] {
    return [
      ...communities.flatMap((id, i) =>
        this.policy.community(id)
          ? []
          : [
              {
                pointer: `/marking/communities/${i}`,
                detail: `There is no such community. Yours and the tiers are ${[...new Set([...owner.communities, ...TIERS])].join(', ')}.`,
              },
            ],
      ),
      ...recipients.flatMap((id, i) =>
        this.policy.organisation(id)
          ? []
          : [
              {
                pointer: `/marking/recipients/${i}`,
                detail: 'There is no such organisation in the network; GET /v1/organisations of directory lists them.',
              },
            ],
      ),
      ...persons.flatMap((id, i) =>
        this.policy.organisationOfPerson(id)
          ? []
          : [{ pointer: `/marking/persons/${i}`, detail: 'There is no such person in the network; ask the organisation for the id.' }],
      ),
    ];
  }
}

/** Nobody gives what it could not be shown. */
function aboveClearance({ tlp }: Marking, { clearance }: OrganisationState): Violation[] {
  if (TLP.indexOf(tlp) <= TLP.indexOf(clearance)) return [];
  return [{ pointer: '/marking/tlp', detail: `The clearance of your organisation ends at TLP:${clearance.toUpperCase()}.` }];
}
