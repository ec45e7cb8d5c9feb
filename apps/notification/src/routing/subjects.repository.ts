import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Subject } from './subject.schema.ts';

@Injectable()
export class SubjectsRepository {
  constructor(@InjectModel(Subject.name) private readonly subjects: Model<Subject>) {}

  async findSome(ids: readonly string[], session: ClientSession | null = null): Promise<Map<string, Subject>> {
    if (ids.length === 0) return new Map();
    const found = await this.subjects
      .find({ _id: { $in: [...ids] } })
      .session(session)
      .lean<Subject[]>();
    return new Map(found.map((subject) => [subject._id, subject]));
  }

  async find(id: string, session: ClientSession): Promise<Subject | undefined> {
    return (await this.subjects.findById(id).session(session).lean<Subject>()) ?? undefined;
  }
}
