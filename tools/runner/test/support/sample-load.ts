import { sampleReports, type SampleAction } from '@landbridge/sample-network';
import { sampleSeed } from '../../src/sample-organisations.ts';

/** The sample network's actions, dealt out part by part in their order. */
export class SampleLoad {
  private readonly actions: Iterator<SampleAction, void>;

  constructor(reports: number) {
    this.actions = sampleReports({ seed: sampleSeed, reports, until: new Date() });
  }

  /** The next so many submissions, with the corrections and withdrawals among them. Fewer at the end. */
  next(submissions: number): SampleAction[] {
    const part: SampleAction[] = [];
    for (let submitted = 0; submitted < submissions;) {
      const { value } = this.actions.next();
      if (!value) break;
      part.push(value);
      if (value.action === 'submit') submitted++;
    }
    return part;
  }

  rest(): SampleAction[] {
    return this.next(Infinity);
  }
}
