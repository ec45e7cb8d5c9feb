import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import * as detection from './index.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

/** The files that the public names come from. */
const files = [...read('index.ts').matchAll(/from '(\.\/[\w-]+\.ts)'/g)].map(([, file]) => read(file!));
const functions = Object.entries(detection).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));

/** The docstring right before a function; it holds no end of a comment but its own. */
function docstringOf(name: string): string | undefined {
  const declared = new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\nexport function ${name}\b`);
  return files.map((text) => declared.exec(text)?.[1]).find((docstring) => docstring !== undefined);
}

describe('Public functions', () => {
  it('are looked at, all of them', () => {
    expect(functions.length).toBeGreaterThan(25);
    expect(functions).toContain('upperTail');
  });

  it.each(functions)('%s says where it comes from: a paper, or that it is our own and why', (name) => {
    expect(docstringOf(name)).toMatch(/Source: \S/);
  });
});
