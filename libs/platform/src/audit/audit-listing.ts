import { Injectable } from '@nestjs/common';
import type { AuditContent, AuditEntry } from '@landbridge/contracts';
import type { mongo } from 'mongoose';
import { Problem } from '../problem.ts';
import { AuditStore } from './audit-store.ts';
import { entryId } from './strand-writer.ts';

export interface AuditFilter {
  /** The organisation that the entries concern. */
  readonly concerns: string;
  readonly object?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: string | undefined;
}

/** An entry that was not purged. */
export interface WholeEntry extends AuditEntry {
  readonly content: AuditContent;
}

const CURSOR = /^(\d{4}-[\d-]+T[\d:.]+Z) ([0-9a-f-]{36})\.(\d{1,15})$/;

/** Entries in the order of their time, over all strands. */
@Injectable()
export class AuditListing {
  constructor(private readonly store: AuditStore) {}

  /** A page, oldest first. @throws Problem 400 for a cursor that is none */
  async page(filter: AuditFilter, cursor: string | undefined, limit: number): Promise<{ entries: WholeEntry[]; next?: string }> {
    const { concerns, object, action, from } = filter;
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const query: mongo.Filter<AuditEntry>[] = [
      { 'content.concerns': concerns },
      ...(object === undefined ? [] : [{ 'content.objects.id': object }]),
      ...(action === undefined ? [] : [{ 'content.action': action }]),
      ...(from === undefined ? [] : [{ 'content.at': { $not: { $lt: from } } }]),
      ...(after ? beyond(after) : []),
    ];
    const found = await this.store.entries
      .find({ $and: query })
      .sort({ 'content.at': 1, strand: 1, number: 1 })
      .limit(limit + 1)
      .toArray();
    const entries = found.slice(0, limit).flatMap(({ content, ...entry }): WholeEntry[] => (content ? [{ ...entry, content }] : []));
    const last = found.length > limit ? entries.at(-1) : undefined;
    return { entries, ...(last && { next: writeCursor(last) }) };
  }
}

interface Place {
  readonly at: string;
  readonly strand: string;
  readonly number: number;
}

function beyond({ at, strand, number }: Place): mongo.Filter<AuditEntry>[] {
  return [
    {
      $or: [
        { 'content.at': { $gt: at } },
        { 'content.at': at, strand: { $gt: strand } },
        { 'content.at': at, strand, number: { $gt: number } },
      ],
    },
  ];
}

function writeCursor({ content: { at }, strand, number }: WholeEntry): string {
  return Buffer.from(`${at} ${entryId(strand, number)}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const [, at, strand, number] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (at !== undefined && strand !== undefined) return { at, strand, number: Number(number) };
  throw new Problem({
    type: 'bad-cursor',
    status: 400,
    title: 'The cursor is not good here',
    detail: 'A cursor is what `next` of the page before says. Begin again without one.',
  });
}
