import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';

/** Puts a file there, durable and with its mode, or leaves what was there: nobody ever sees half of it, nor after a loss of power. */
export function writeWhole(file: string, content: string, mode: number): void {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  // whatever the umask takes away
  chmodSync(draft, mode);
  renameSync(draft, file);
}

/** The same, where there is none yet. */
export function writeOnce(file: string, content: () => string, mode: number): void {
  if (existsSync(file)) chmodSync(file, mode);
  else writeWhole(file, content(), mode);
}
