import type { PersonView, SessionView } from './person.bodies.ts';
import type { Person } from './person.schema.ts';
import type { Session } from './sessions.service.ts';

export function viewOfPerson({ _id: id, name, login, roles, status }: Person): PersonView {
  return { id, name, ...(login !== undefined && { login }), roles, status };
}

export function viewOfSession({ id, signedInAt, endsAt, clients }: Session, current?: string): SessionView {
  return { id, signedInAt: signedInAt.toISOString(), endsAt: endsAt.toISOString(), clients: [...clients], current: id === current };
}
