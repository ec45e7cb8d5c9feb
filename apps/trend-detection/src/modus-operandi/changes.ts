import type { DisputeOutcome, ModusOperandiAct } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { narrows } from '@landbridge/sharing';
import { tagsOf } from './claims.ts';
import type { Author, Content, Dispute, Entry, Translation } from './entry.schema.ts';
import { statusAfter } from './lifecycle.ts';

/** Who does something, and when. */
export interface Made {
  readonly by: Author;
  readonly at: Date;
}

/** An entry as one act makes it. */
export interface Change {
  readonly act: ModusOperandiAct;
  readonly by: Author;
  readonly entry: Entry;
}

/** Most languages of an entry, and most disputes that were ever opened on it. */
const MOST_TRANSLATIONS = 40;
const MOST_DISPUTES = 100;

type Born = Pick<
  Entry,
  '_id' | 'tag' | 'status' | 'candidate' | 'contributor' | 'attribution' | 'basis' | 'usePurposes' | 'concernsMinors'
>;

export function opened(born: Born & Partial<Pick<Entry, 'novelty' | 'translations'>>, content: Content, { by, at }: Made): Change {
  const empty = { revision: 1, translations: [], disputes: [], changedAt: at };
  return { act: 'proposed', by, entry: { ...empty, ...born, ...contentOnly(content), aliases: withoutOwn(born.tag, content.aliases) } };
}

export function revised(entry: Entry, content: Content, made: Made): Change {
  const { stage: _, ...rest } = entry;
  const kept = entry.translations.filter(({ language }) => language !== content.language);
  const words = { ...contentOnly(content), aliases: withoutOwn(entry.tag, content.aliases), translations: kept };
  return acted({ ...rest, ...words }, 'revised', {}, made);
}

/** Its words in another language, in place of what stood there. */
export function translated(entry: Entry, translation: Translation, made: Made): Change {
  if (translation.language === entry.language)
    throw conflict('own-language', 'This is the language of the entry itself; change its words with PUT of the entry.');
  const others = entry.translations.filter(({ language }) => language !== translation.language);
  if (others.length >= MOST_TRANSLATIONS)
    throw conflict('too-many-translations', `An entry has at most ${MOST_TRANSLATIONS} translations.`);
  return acted(entry, 'translated', { translations: [...others, translation].sort(byLanguage) }, made);
}

/** @returns nothing where the organisation has said the same already */
export function disputed(entry: Entry, id: string, reason: string, made: Made): Change | undefined {
  const own = entry.disputes.find((dispute) => isOpen(dispute) && dispute.by.organisation === made.by.organisation);
  if (own?.reason === reason) return undefined;
  if (own) throw conflict('dispute-open', 'Your organisation disputes this entry already. Wait for the decision on it.');
  if (entry.disputes.length >= MOST_DISPUTES) throw conflict('too-many-disputes', `An entry is disputed at most ${MOST_DISPUTES} times.`);
  const { marking, candidate } = entry;
  const dispute: Dispute = { id, reason, ...made, marking, candidate };
  return acted(entry, 'disputed', { disputes: [...entry.disputes, dispute] }, made);
}

export function disputeDecided(entry: Entry, id: string, decided: { outcome: DisputeOutcome; reason: string }, made: Made): Change {
  const dispute = entry.disputes.find((one) => one.id === id);
  if (!dispute) throw notFound('There is no such dispute of this entry, or it is not for you.');
  if (!isOpen(dispute)) throw conflict('decided-already', 'This dispute is decided. Whoever sees it otherwise opens a new one.');
  const decision = { ...decided, by: made.by, at: made.at };
  const disputes = entry.disputes.map((one) => (one.id === id ? { ...one, decision } : one));
  return acted(entry, 'dispute-decided', { disputes }, made);
}

export function validated(entry: Entry, made: Made): Change {
  const change = acted(entry, 'validated', { candidate: false }, made);
  if (entry.stage === undefined) throw conflict('not-ready', 'State the stage that it serves first, with PUT.');
  if (entry.whatToLookFor.length === 0) throw conflict('not-ready', 'Write down what to look for first, with PUT.');
  requireUndisputed(entry);
  return change;
}

/**
 * An entry goes into another one, and what went into it before goes with it. So nothing is merged into what is merged itself, and there
 * are no cycles.
 * @param absorbed what was merged into the entry
 */
export function merged(entry: Entry, target: Entry, absorbed: readonly Entry[], made: Made): Change[] {
  if (entry._id === target._id) throw conflict('merged-into-itself', 'An entry is merged into another one.');
  const change = acted(entry, 'merged', { mergedInto: target._id, candidate: false }, made);
  const into = acted(target, 'absorbed', {}, made);
  if (target.candidate)
    throw conflict('target-not-decided', 'Detection proposed the other one, and nobody decided on it. Validate it first.');
  if (entry.status === 'validated' && target.status !== 'validated')
    throw conflict('target-not-validated', 'What is validated is merged into what is validated. Validate the other one first.');
  requireUndisputed(entry);
  requireReadBy(target, entry);
  return [change, into, ...absorbed.map((one) => acted(one, 'followed', { mergedInto: target._id }, made))];
}

/** Whoever may read what was merged may read what it was merged into. @throws Problem 409 */
export function requireReadBy(target: Entry, entry: Entry): void {
  if (narrows({ ...target, marking: entry.marking }, target))
    throw conflict(
      'not-read-by-all',
      'Some who may read the merged entry may not read the other one. Open that to their communities first.',
    );
}

export function retired(entry: Entry, made: Made): Change {
  return acted(entry, 'retired', {}, made);
}

export const isOpen = ({ decision }: Pick<Dispute, 'decision'>) => decision === undefined;

function acted(entry: Entry, act: ModusOperandiAct, over: Partial<Entry>, { by, at }: Made): Change {
  const status = statusAfter(entry.status, act);
  return { act, by, entry: { ...entry, ...over, status, revision: entry.revision + 1, changedAt: at } };
}

function requireUndisputed({ disputes }: Entry): void {
  if (disputes.some(isOpen)) throw conflict('disputed', 'It is disputed. Decide on the open disputes first.');
}

function contentOnly(content: Content): Content {
  const { name, whatToLookFor, countermeasures, language, aliases, stage, lures, channels, sectors, countries, evidence, marking } =
    content;
  const words = { name, whatToLookFor, countermeasures, language };
  return { ...words, aliases, ...(stage && { stage }), lures, channels, sectors, countries, evidence, marking };
}

/** Nothing is an alias of itself. */
const withoutOwn = (tag: string, aliases: readonly string[]) => tagsOf({ tag, aliases }).filter((alias) => alias !== tag);
const byLanguage = (one: Translation, other: Translation) => (one.language < other.language ? -1 : 1);

const conflict = (type: string, detail: string) => new Problem({ type, status: 409, title: 'That is not possible now', detail });
const notFound = (detail: string) => new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail });
