import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** kubectl for one API server. */
export class Kubectl {
  private readonly program: string;
  private readonly directory: string;

  constructor(program: string, directory: string) {
    this.program = program;
    this.directory = directory;
  }

  /**
   * @returns what it wrote
   * @throws Error with its complaint
   */
  async run(...args: string[]): Promise<string> {
    // It keeps a cache in HOME.
    const env = { ...process.env, HOME: this.directory, KUBECONFIG: `${this.directory}/kubeconfig` };
    const { stdout } = await run(this.program, args, { cwd: this.directory, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  }

  /**
   * Asks the server whether it would take what a file holds. Nothing is changed.
   * @throws Error for an unknown field, a wrong type, or as little as a warning
   */
  async dryRun(file: string): Promise<void> {
    await this.run('apply', '--server-side', '--dry-run=server', '--validate=strict', '--warnings-as-errors', '-f', file);
  }
}
