import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Step } from './progress.ts';

/** The program's path when it is on PATH. */
export function which(program: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder !== '' && isExecutable(path)) return path;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface ToolOptions {
  cwd: string;
  step?: Step;
  /** Besides our own environment. */
  env?: Record<string, string>;
}

/** Runs a tool to its end, tells `step` its lines, and answers all output. A failure carries the last lines. */
export async function runTool(command: string, args: string[], { cwd, step, env }: ToolOptions): Promise<string> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (line.trim() !== '') step?.say(line.trim());
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with code ${String(code)}:\n${lines.slice(-15).join('\n')}`);
  return lines.join('\n');
}
