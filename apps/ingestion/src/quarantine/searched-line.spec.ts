import { describe, expect, it } from '@jest/globals';
import { search, type Searched } from './searched-line.ts';

const ID = 'Fäll "7"/Ψ\\2';
const utf8 = (content: string) => ({ content });
const bytes = (from: Buffer) => ({ content: from.toString('base64'), encoding: 'base64' as const });
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const ascii = (text: string) => text.replace(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('an external id in a line of quarantine', () => {
  it.each<[string, { content?: string; encoding?: 'base64' }, string, Searched]>([
    ['plainly', utf8(`a;${ID};b`), ID, 'found'],
    ['in JSON', utf8(JSON.stringify({ externalIds: [ID] })), ID, 'found'],
    ['in JSON of ASCII only', utf8(ascii(JSON.stringify({ externalIds: [ID] }))), ID, 'found'],
    ['in JSON with more backslashes than it needs', utf8('{"externalIds":["a\\/b"]}'), 'a/b', 'found'],
    ['in CSV', utf8(`a,"${ID.replaceAll('"', '""')}",b`), ID, 'found'],
    ['in Latin-1', bytes(Buffer.from('x;Fäll-7;y', 'latin1')), 'Fäll-7', 'found'],
    ['in the encoding of Windows', bytes(Buffer.from([0x3b, 0x80, 0x37, 0x3b])), '€7', 'found'],
    ['in UTF-16', bytes(utf16(`x;${ID};y`)), ID, 'found'],
    ['in UTF-16 the other way', bytes(utf16(`x;${ID};y`).swap16()), ID, 'found'],
    ['in UTF-16 that was split at its newline', bytes(Buffer.concat([Buffer.of(0), utf16(`{"externalIds":["${ascii('Ψ7')}"]}`)])), 'Ψ7', 'found'],
    ['in UTF-16 that passes for UTF-8', utf8(utf16('{"externalIds":["case-7"]}').toString('utf8')), 'case-7', 'found'],
    ['in a line of another', utf8('{"externalIds":["case-8"]}'), 'case-7', 'not-found'],
    ['in a line that was not kept', {}, 'case-7', 'not-found'],
    ['in bytes that say nothing', bytes(Buffer.from([0xff, 0xfe, 0x80, 0x81])), 'case-7', 'unsure'],
    ['in an encoding that is none of these', bytes(Buffer.from([0xea, 0xe9, 0xe3])), 'ęéă', 'unsure'],
    ['in a text with NUL', utf8('a\0b'), 'case-7', 'unsure'],
  ])('%s', (_where, line, text, expected) => {
    expect(search(line, text)).toBe(expected);
  }); // prettier-ignore
});
