import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Subject } from './subject.schema.ts';

@Injectable()
export class SubjectsRepository {
  constructor(@InjectModel(Subject.name) private readonly subjects: Model<Subject>) {}

  async find(id: string, session: ClientSession): Promise<Subject | undefined> {
    return (await this.subjects.findById(id).session(session).lean<Subject>()) ?? undefined;
  }
}
