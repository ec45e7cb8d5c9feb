/** A line as quarantine keeps it. */
interface KeptLine {
  readonly content?: string;
  readonly encoding?: 'base64';
}

/** `unsure`: it is not there as far as we can read the line, and we cannot be sure that we can. */
export type Searched = 'found' | 'not-found' | 'unsure';

/** What lines come in that are no UTF-8: of Windows, where each byte is a character, and of what splits text in two bytes each. */
const OTHER_ENCODINGS = ['windows-1252', 'utf-16le', 'utf-16be'];

/** Whether a text stands in a line, plainly, or as JSON or CSV write it. */
export function search({ content, encoding }: KeptLine, text: string): Searched {
  if (content === undefined) return 'not-found';
  if (encoding === undefined && standsIn(content, text)) return 'found';
  // of UTF-16, what is no more than ASCII passes for UTF-8
  if (encoding === undefined && !content.includes('\0')) return 'not-found';
  const bytes = Buffer.from(content, encoding ?? 'utf8');
  return readings(bytes).some((reading) => standsIn(reading, text)) ? 'found' : 'unsure';
}

/** A line that was split from others at a byte may begin in the middle of a character. */
function readings(bytes: Buffer): string[] {
  return [bytes, bytes.subarray(1)].flatMap((from) => OTHER_ENCODINGS.map((encoding) => new TextDecoder(encoding).decode(from)));
}

function standsIn(content: string, text: string): boolean {
  return [content, unescaped(content)].some((form) => form.includes(text)) || content.includes(text.replaceAll('"', '""'));
}

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Takes away what JSON may write in front of a character, or for one. */
function unescaped(content: string): string {
  return content.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, character: string) =>
    code === undefined ? (ESCAPED[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
