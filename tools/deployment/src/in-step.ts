import type { Progress, Step } from '@landbridge/engines';

/** Shows work as one step of the progress, done or failed as the work is. */
export async function inStep<T>(progress: Progress, title: string, work: (step: Step) => Promise<T>): Promise<T> {
  const step = progress.begin(title);
  try {
    const result = await work(step);
    step.done();
    return result;
  } catch (error) {
    step.failed();
    throw error;
  }
}
