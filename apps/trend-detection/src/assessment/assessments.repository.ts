import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Act, Assessment, type Assessor } from './assessment.schema.ts';
import type { Decided } from './decisions.ts';

/** Somebody else has assessed the trend meanwhile. */
export class AssessmentOvertaken extends Error {
  override readonly name = 'AssessmentOvertaken';
}

/** Who acts, and when. */
export interface Acting {
  readonly by: Assessor;
  readonly at: Date;
}

@Injectable()
export class AssessmentsRepository {
  constructor(
    @InjectModel(Assessment.name) private readonly assessments: Model<Assessment>,
    @InjectModel(Act.name) private readonly acts: Model<Act>,
  ) {}

  /** The assessment of a trend; one without a single act where nobody has begun. */
  async of(trend: string): Promise<Assessment> {
    return (await this.assessments.findById(trend).lean()) ?? { _id: trend, version: 0 };
  }

  /** The last acts on a trend, oldest first. */
  async lastActs(trend: string, limit: number): Promise<Act[]> {
    const found = await this.acts.find({ trend }).sort({ number: -1 }).limit(limit).lean();
    return found.reverse();
  }

  /** Outside of a transaction, so that in it there is something to compare with. */
  async begin(trend: string): Promise<void> {
    await this.assessments.updateOne({ _id: trend }, { $setOnInsert: { version: 0 } }, { upsert: true });
  }

  /** @throws AssessmentOvertaken */
  async add(
    { of: { trend, assessment }, act, change, assessment: news = {} }: Decided,
    { by, at }: Acting,
    session: ClientSession,
  ): Promise<void> {
    const { _id, version } = assessment;
    const next = Object.fromEntries(
      Object.entries({ ...assessment, ...news, version: version + 1 }).filter(([, value]) => value !== undefined),
    );
    const { matchedCount } = await this.assessments.replaceOne({ _id, version }, next, { session });
    if (matchedCount === 0) throw new AssessmentOvertaken(`The assessment of ${_id} has another version by now.`);
    const revision = (change?.trend ?? trend).revision;
    const entry = { _id: `${_id}|${version + 1}`, trend: _id, number: version + 1, at, by, revision, content: act };
    await this.acts.insertMany([entry], { session });
  }
}
