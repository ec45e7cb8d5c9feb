import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as it can be found again later: a pid alone may have been given to another program since. */
export interface ProcessMark {
  pid: number;
  startTime: string;
}

export function markOf(pid: number): ProcessMark | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

export function isAlive(mark: ProcessMark): boolean {
  return startTimeOf(mark.pid) === mark.startTime;
}

export function readMark(file: string): ProcessMark | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || !('startTime' in parsed)) return undefined;
    return typeof parsed.pid === 'number' && typeof parsed.startTime === 'string'
      ? { pid: parsed.pid, startTime: parsed.startTime }
      : undefined;
  } catch {
    return undefined;
  }
}

export function signal(mark: ProcessMark, name: NodeJS.Signals): void {
  if (!isAlive(mark)) return;
  try {
    process.kill(mark.pid, name);
  } catch (error) {
    if (isAlive(mark)) throw error;
  }
}

/** True when the process is gone within `ms`. */
export async function waitForEnd(mark: ProcessMark, ms: number): Promise<boolean> {
  const until = Date.now() + ms;
  while (isAlive(mark)) {
    if (Date.now() > until) return false;
    await sleep(25);
  }
  return true;
}

/** SIGTERM, then SIGKILL after `graceMs`; `warn` hears about the latter. */
export async function endProcess(mark: ProcessMark, name: string, graceMs: number, warn: (text: string) => void): Promise<void> {
  signal(mark, 'SIGTERM');
  if (await waitForEnd(mark, graceMs)) return;
  warn(`${name} (process ${mark.pid}) did not stop within ${graceMs / 1000} s and was killed.`);
  signal(mark, 'SIGKILL');
  await waitForEnd(mark, 10_000);
}

function startTimeOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStartTime(pid) : psStartTime(pid);
}

function linuxStartTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name comes second, in brackets, and may hold spaces and brackets itself.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie whose other threads are still ending holds its ports and files.
    const threads = Number(fields[16]);
    return (state === 'Z' || state === 'X') && threads <= 1 ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

function psStartTime(pid: number): string | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return line === '' || line.startsWith('Z') ? undefined : line.slice(line.indexOf(' ')).trim();
  } catch {
    return undefined;
  }
}
