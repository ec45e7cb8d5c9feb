/** Markup that is well-formed already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * One element. Strings among its children are text, whatever they hold, and are escaped as attributes are.
 * @param attributes those that are `undefined` are left out; numbers are rounded to hundredths
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly (Markup | string)[]
): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${attributeText(value)}"`]));
  const content = children.map((child) => (child instanceof Markup ? child.text : escaped(child))).join('');
  return new Markup(`<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`);
}

/** Lines of at most so many characters, broken at ordinary spaces; the last one says when something is left out. */
export function wrapped(text: string, characters: number, mostLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t\r\n]+/).flatMap((long) => pieces(long, characters))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if ([...longer].length <= characters) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  if (lines.length <= mostLines) return lines;
  const last = [...(lines[mostLines - 1] ?? '')].slice(0, characters - 1).join('');
  return [...lines.slice(0, mostLines - 1), `${last}…`];
}

function pieces(word: string, characters: number): string[] {
  const letters = [...word];
  return Array.from({ length: Math.max(1, Math.ceil(letters.length / characters)) }, (_, at) =>
    letters.slice(at * characters, (at + 1) * characters).join(''),
  );
}

function attributeText(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escaped(value);
}

/** What XML 1.0 does not allow, and what turns the direction of writing and so shows another text than there is. */
const NOT_SHOWN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(NOT_SHOWN, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
