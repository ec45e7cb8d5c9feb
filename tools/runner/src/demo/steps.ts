import { inStep, type Progress, type Step } from '@landbridge/engines';

/** Seconds of each step, by name. */
export type Seconds = Record<string, number>;

/** Runs the steps of a demo, each with its progress and its time. */
export class Steps {
  readonly seconds: Seconds = {};
  private readonly progress: Progress;

  constructor(progress: Progress) {
    this.progress = progress;
  }

  run<T>(name: string, title: string, work: (step: Step) => Promise<T>): Promise<T> {
    return inStep(this.progress, title, (step) => this.time(name, () => work(step)));
  }

  /** For what shows its progress itself. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.seconds[name] = Math.round((performance.now() - begun) / 100) / 10;
    }
  }
}
