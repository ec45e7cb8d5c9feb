import { type Charter, type CommunityState, PUBLIC_AUDIENCE, type UsePurpose } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { type Caller, Problem, PURPOSE_HEADER, purposeOf } from '@landbridge/platform';
import { type Audience, mayReadFigures } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { FiguresRepository } from './figures.repository.ts';

/** The audiences whose figures a caller may read: all of them for the operator, else by id. */
export type ReadableAudiences = ReadonlyMap<string, Audience> | 'all';

/** A community, and the charter that its figures stand under. */
type Standing = Pick<CommunityState, 'id' | 'charter'>;

/** Who may read whose figures, and what for: the public's anybody, a community's its members for the purpose of its charter. */
@Injectable()
export class FiguresReader {
  constructor(
    private readonly figures: FiguresRepository,
    private readonly policy: PolicyContext,
  ) {}

  /**
   * Ask before the figures are read: what they hold then is no more than what the charter allows that was looked at.
   * @param stated what the caller says that it reads for; audiences for another purpose are left out
   */
  async audiencesOf(caller: Caller, stated: string | undefined): Promise<ReadableAudiences> {
    this.policy.requireFresh();
    if (caller.kind !== 'organisation') return 'all';
    const purpose = statedBy(caller, stated);
    const standing = [...(await this.standing(caller.reader.communities)).values()].filter((own) =>
      mayReadFigures(own, caller.reader, purpose),
    );
    return new Map<string, Audience>([[PUBLIC_AUDIENCE, PUBLIC_AUDIENCE], ...standing.map((own): [string, Audience] => [own.id, own])]);
  }

  /**
   * One audience by its id.
   * @throws Problem 403 for one that the caller does not belong to, whether it exists or not, and for a purpose that is not the charter's;
   * 503 while its figures are made anew for those whom the new charter admits
   */
  async audience(caller: Caller, id: string, stated: string | undefined): Promise<Audience> {
    this.policy.requireFresh();
    const purpose = statedBy(caller, stated);
    if (id === PUBLIC_AUDIENCE) return PUBLIC_AUDIENCE;
    if (caller.kind === 'organisation' && !caller.reader.communities.includes(id)) throw notYours();
    const standing = (await this.standing([id])).get(id);
    if (!standing) throw notYours();
    if (caller.kind === 'organisation' && !mayReadFigures(standing, caller.reader, purpose))
      throw purpose !== undefined && purpose !== standing.charter.purpose ? otherPurpose(standing.charter) : madeAnew();
    return standing;
  }

  /** Communities by the charter that their figures stand under; the present one where nothing has been made of them yet. */
  private async standing(communities: readonly string[]): Promise<Map<string, Standing>> {
    const figures = await this.figures.of(communities);
    return new Map(
      communities.flatMap((id): [string, Standing][] => {
        const charter = figures.get(id)?.charter ?? this.policy.community(id)?.charter;
        return charter ? [[id, { id, charter }]] : [];
      }),
    );
  }
}

/** @throws Problem for a purpose that is none, or not of the caller's kind */
function statedBy(caller: Caller, stated: string | undefined): UsePurpose | undefined {
  return caller.kind !== 'organisation' || stated === undefined || stated === '' ? undefined : purposeOf(caller.reader, stated);
}

function notYours(): Problem {
  return new Problem({
    type: 'forbidden',
    status: 403,
    title: 'Not allowed',
    detail: 'You are no member of this audience. Everybody may read the audience public, members that of their community.',
  });
}

function otherPurpose({ purpose }: Charter): Problem {
  return new Problem({
    type: 'not-the-charters-purpose',
    status: 403,
    title: 'Not allowed',
    detail: `The figures of this community are read for ${purpose}, as its charter says. State this in ${PURPOSE_HEADER}, or nothing.`,
  });
}

function madeAnew(): Problem {
  return new Problem({
    type: 'figures-made-anew',
    status: 503,
    title: 'The figures are being made anew',
    detail: 'The charter of the community has changed, and its figures are being made anew under it. Try again in a few minutes.',
    headers: { 'retry-after': '60' },
  });
}
