import { isUtf8 } from 'node:buffer';

/** The bytes are not a JSON document that could be a report. The message says what to mend and quotes nothing. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** A report nests three levels deep. */
const DEEPEST = 8;
/** Names that change an object instead of being a field of it. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);
const BOM = 0xfeff;

/**
 * Reads one JSON document of UTF-8, with or without a byte-order mark. What is null becomes absent.
 * @throws Unreadable
 */
export function readJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes))
    throw new Unreadable(`This is not UTF-8: byte ${firstBrokenByte(bytes)} begins no character. Save it as UTF-8 and send it again.`);
  const text = bytes.toString('utf8');
  let plain: unknown;
  try {
    plain = JSON.parse(text.charCodeAt(0) === BOM ? text.slice(1) : text);
  } catch {
    throw new Unreadable('This is not a JSON document. Each report is one JSON object, such as {"observed": …}.');
  }
  return withoutNulls(plain, 0);
}

function withoutNulls(plain: unknown, depth: number): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (depth >= DEEPEST) throw new Unreadable(`This is nested more than ${DEEPEST} levels deep; a report is not.`);
  if (Array.isArray(plain)) {
    for (const item of plain) withoutNulls(item, depth + 1);
    return plain;
  }
  for (const [name, value] of Object.entries(plain)) {
    if (FORBIDDEN_NAMES.has(name)) throw new Unreadable('A field has a name that no field may have (__proto__, constructor, prototype).');
    if (value === null) Reflect.deleteProperty(plain, name);
    else withoutNulls(value, depth + 1);
  }
  return plain;
}

/** Counted from 1. What cannot be decoded comes out as U+FFFD. */
function firstBrokenByte(bytes: Buffer): number {
  const text = bytes.toString('utf8');
  return Buffer.byteLength(text.slice(0, text.indexOf('\ufffd'))) + 1;
}
