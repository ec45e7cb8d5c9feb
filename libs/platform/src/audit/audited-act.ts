import type { FastifyRequest } from 'fastify';

/** A request that changes something, from when it was put on record that it was asked. */
export interface AuditedAct {
  /** Id of the entry that says so. */
  readonly asked: string;
  /** `id` in the answer. */
  made?: string;
  /** What the handler has to say of it besides: counts and codes. */
  notes?: Readonly<Record<string, string | number | boolean>>;
  /** Its answer is on record, or failed to come there. */
  answered: boolean;
}

const acts = new WeakMap<object, AuditedAct>();

export function rememberAct(request: FastifyRequest, asked: string): AuditedAct {
  const act = { asked, answered: false };
  acts.set(request, act);
  return act;
}

export function actIn(request: FastifyRequest): AuditedAct | undefined {
  return acts.get(request);
}

/**
 * Adds counts or codes to what the audit will say of the answer to a request that changes something. They are read when the answer ends,
 * so an object that still counts may be given.
 */
export function noteForAudit(request: FastifyRequest, notes: Readonly<Record<string, string | number | boolean>>): void {
  const act = acts.get(request);
  if (act) act.notes = notes;
}
