import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from '@landbridge/platform';
import { Signatures } from '../similarity/signature.ts';

/** Digests under keys of the network: what was the same can be found again, and nobody can try out guesses from a copy of the store. */
@Injectable()
export class KeyedDigests {
  // Node takes a KeyObject seven times as fast as a buffer
  private readonly identityKey: KeyObject;
  private readonly contentKey: KeyObject;
  /** Signatures of narratives, for finding nearly the same ones. */
  readonly signatures: Signatures;

  constructor(keys: KeyRing) {
    this.identityKey = createSecretKey(keys.derive('external-ids'));
    this.contentKey = createSecretKey(keys.derive('content'));
    this.signatures = new Signatures(keys.derive('similarity'));
  }

  /** What an organisation's external id, or key of a request, is found by. */
  ofIdentity(organisation: string, identity: string): string {
    return createHmac('sha256', this.identityKey).update(`${organisation}\n${identity}`).digest('base64url');
  }

  /** What equal content is known by, whatever the order of its fields. */
  ofContent(content: object): string {
    return createHmac('sha256', this.contentKey).update(canonical(content)).digest('base64url');
  }

  /** What a stretch of bytes of an organisation is known by. */
  ofBytes(organisation: string, bytes: Buffer): string {
    return createHmac('sha256', this.contentKey).update(`${organisation}\n`).update(bytes).digest('base64url');
  }
}

/** One text for equal content, as JSON is but with the names of every object in order. Names are ours and need no quotes. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += `${canonical(item)},`;
    return `[${text}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const member: unknown = Reflect.get(value, name);
    if (member !== undefined) text += `${name}:${canonical(member)},`;
  }
  return `{${text}}`;
}
