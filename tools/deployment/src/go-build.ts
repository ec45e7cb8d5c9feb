import { runTool, which, type Step } from '@landbridge/engines';
import { join } from 'node:path';
import { root } from './root.ts';

/** One program, from a Go module of ours that requires what it is built of. */
export interface GoProgram {
  /** Folder of the module below `tools/deployment`. */
  readonly module: string;
  readonly source: string;
  /** For the linker: values of variables of the program, by their paths. */
  readonly values: Readonly<Record<string, string>>;
  readonly output: string;
}

/** @throws Error that says what is missing */
export async function goBuild({ module, source, values, output }: GoProgram, step: Step): Promise<void> {
  if (!which('go'))
    throw new Error('Containers and manifests are tried with programs that Go builds, and `go` is not on PATH. Install Go 1.26 or newer.');
  const linked = ['-s -w', ...Object.entries(values).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
  await runTool('go', ['build', '-v', '-trimpath', '-ldflags', linked, '-o', output, source], {
    cwd: join(root, 'tools/deployment', module),
    step,
    env: { CGO_ENABLED: '0' },
  });
}
