import { readFileSync, writeFileSync } from 'node:fs';

export interface Usage {
  cpuSeconds: number;
  peakMegabytes: number;
}

/** Linux tells processor time in these (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Processor time and peak memory of processes from its making on, as Linux tells them; nothing is measured elsewhere. */
export class Meter {
  private readonly pids: ReadonlyMap<string, number>;
  private readonly before = new Map<string, number>();

  /** @param pids of the processes, by name */
  constructor(pids: ReadonlyMap<string, number>) {
    this.pids = pids;
    for (const [name, pid] of pids) {
      const cpu = cpuSecondsOf(pid);
      if (cpu !== undefined) this.before.set(name, cpu);
      forgetPeak(pid);
    }
  }

  read(): Record<string, Usage> {
    const usages: Record<string, Usage> = {};
    for (const [name, pid] of this.pids) {
      const before = this.before.get(name);
      const cpu = cpuSecondsOf(pid);
      const peakMegabytes = peakOf(pid);
      if (before !== undefined && cpu !== undefined && peakMegabytes !== undefined)
        usages[name] = { cpuSeconds: round(cpu - before), peakMegabytes };
    }
    return usages;
  }
}

function cpuSecondsOf(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // behind the program's name, which stands in brackets: the 12th and 13th are user and system time
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function peakOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

/** So that the peak is that of the time measured. Where it is not allowed, it is that of the whole life. */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    return;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const round = (seconds: number) => Math.round(seconds * 10) / 10;
