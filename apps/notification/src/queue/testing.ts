import { addChange, addWithdrawal, begin, type Line } from './line.ts';

/** Lines of one subject, in what happens to them. */

export const now = new Date('2026-03-01T10:00:00Z');
export const later = new Date('2026-03-01T11:00:00Z');
export const change = (line: Line, revision: number) => addChange(line, { delivery: `d${revision}`, revision }, now);
export const narrowing = (line: Line, revision: number) => addChange(line, { delivery: `n${revision}`, revision, narrower: true }, now);
export const withdrawal = (line: Line, revision: number) => addWithdrawal(line, { delivery: `w${revision}`, revision }, now);
export const begun = (line: Line): Line => begin(line, 'holder', later);
