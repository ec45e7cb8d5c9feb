import { isAlive, isErrorWith, markOf, readMark } from '@landbridge/engines';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Only one launcher at a time works on the system in a directory. Answers how to give it free again.
 * @throws when another one is at work, with its process
 */
export function takeRun(directory: string, command: string): () => void {
  // Beside the directory, which may be thrown away meanwhile.
  const file = `${directory}.lock`;
  mkdirSync(directory, { recursive: true });
  const own = JSON.stringify({ ...markOf(process.pid), command });
  for (;;) {
    try {
      writeFileSync(file, own, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!isErrorWith(error, 'code', 'EEXIST')) throw error;
    }
    const holder = readMark(file);
    if (holder && isAlive(holder))
      throw new RunTaken(
        `\`./landbridge ${commandIn(file)}\` is at work here as process ${holder.pid}. Wait for its end, or stop that process.`,
      );
    rmSync(file, { force: true });
  }
}

export class RunTaken extends Error {}

function commandIn(file: string): string {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof content === 'object' && content !== null && 'command' in content ? String(content.command) : '';
}
