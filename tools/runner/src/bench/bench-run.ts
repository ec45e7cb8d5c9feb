import { streamProgress, type Progress } from '@landbridge/engines';
import { Interrupted, untilInterrupted } from '../interrupted.ts';
import { takeRun } from '../run-lock.ts';
import { removeSystem } from '../system/system.ts';

export const warn = (text: string) => console.error(text);

/** One bench at a time in a folder; when it ends, however it does, nothing of its system is left, and neither is this process. */
export async function benchRun(title: string, directory: string, work: (progress: Progress) => Promise<void>): Promise<void> {
  const release = takeRun(directory, title);
  try {
    await removeSystem(directory, warn);
    await Promise.race([work(streamProgress()), untilInterrupted()]);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.exitCode ??= 130;
  } finally {
    await removeSystem(directory, warn);
    release();
  }
  process.exit();
}
