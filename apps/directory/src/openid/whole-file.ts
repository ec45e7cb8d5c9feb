import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes a file that only its owner may read, if it is not there. Several instances may start at once: it appears whole or not at all.
 * @returns false when somebody else made it first
 * @throws the file system's error when the folder cannot be written
 */
export function makeOnce(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isAbout(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Replaces a file; who reads it finds the old text or the new one, whole.
 * @throws the file system's error
 */
export function replaceWhole(path: string, text: string, mode: number): void {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode, flush: true });
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

const isAbout = (error: unknown, code: string) => error instanceof Error && 'code' in error && error.code === code;
