/** Code lists of the modus operandi catalogue; the codes are ours, lower case and stable. */

/** What a modus operandi serves: the acts of the UN Trafficking Protocol, art. 3 (a), and what keeps them going and unseen (Europol, UNODC). */
export const MODUS_OPERANDI_STAGES = [
  'recruitment',
  'transport',
  'accommodation',
  'advertising',
  'control',
  'exploitation',
  'money',
  'concealment',
] as const;

/** How far an entry has come. What is merged or retired stays so, and stays readable. */
export const MODUS_OPERANDI_STATUSES = ['proposed', 'validated', 'merged', 'retired'] as const;

/** What was decided on a dispute: the entry has to change, or stands as it is. */
export const DISPUTE_OUTCOMES = ['upheld', 'rejected'] as const;

/**
 * What was done to an entry: each makes a revision. `absorbed`: another one was merged into it; `followed`: what it had been merged into was
 * merged itself.
 */
export const MODUS_OPERANDI_ACTS = [
  'proposed',
  'revised',
  'translated',
  'disputed',
  'dispute-decided',
  'validated',
  'merged',
  'absorbed',
  'followed',
  'retired',
] as const;

export type ModusOperandiStage = (typeof MODUS_OPERANDI_STAGES)[number];
export type ModusOperandiStatus = (typeof MODUS_OPERANDI_STATUSES)[number];
export type DisputeOutcome = (typeof DISPUTE_OUTCOMES)[number];
export type ModusOperandiAct = (typeof MODUS_OPERANDI_ACTS)[number];
