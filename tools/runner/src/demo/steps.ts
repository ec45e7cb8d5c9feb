import type { Progress, Step } from '@landbridge/engines';

/** Seconds of each step, by name. */
export type Seconds = Record<string, number>;

/** Runs the steps of a demo, each with its progress and its time. */
export class Steps {
  readonly seconds: Seconds = {};
  private readonly progress: Progress;

  constructor(progress: Progress) {
    this.progress = progress;
  }

  async run<T>(name: string, title: string, work: (step: Step) => Promise<T>): Promise<T> {
    const step = this.progress.begin(title);
    try {
      const result = await this.time(name, () => work(step));
      step.done();
      return result;
    } catch (error) {
      step.failed();
      throw error;
    }
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
