import type { PersonView, SessionView } from './person.bodies.ts';
import type { Person } from './person.schema.ts';
import type { Session } from './sessions.service.ts';

export function viewOfPerson(person: Person): PersonView {
  const { _id: id, name, login, roles, status } = person;
  return { id, name, ...(login !== undefined && { login }), roles, status, signsInBy: waysIn(person) };
}

function waysIn({ password, account, link }: Person): PersonView['signsInBy'] {
  if (account !== undefined) return 'provider';
  if (password !== undefined) return 'password';
  return link ? 'link' : 'nothing';
}

export function viewOfSession({ id, signedInAt, endsAt, clients }: Session, current?: string): SessionView {
  return { id, signedInAt: signedInAt.toISOString(), endsAt: endsAt.toISOString(), clients: [...clients], current: id === current };
}
