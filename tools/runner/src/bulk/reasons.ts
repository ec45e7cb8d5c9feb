/** How many lines were refused for the same reason. */
export interface Reason {
  /** The field and what must be mended there; nothing of the line itself. */
  readonly reason: string;
  readonly lines: number;
}

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Why lines were refused, the reason that most of them have first. */
export class Reasons {
  private readonly lines = new Map<string, number>();

  /** @param errors of one refused line; the first one is its reason */
  add([first]: readonly FieldError[]): void {
    this.put(first ? reasonOf(first) : 'No reason was given.', 1);
  }

  addAll(others: Reasons): void {
    for (const { reason, lines } of others.list()) this.put(reason, lines);
  }

  list(): Reason[] {
    return [...this.lines]
      .map(([reason, lines]) => ({ reason, lines }))
      .sort((a, b) => b.lines - a.lines || (a.reason < b.reason ? -1 : 1));
  }

  private put(reason: string, lines: number): void {
    this.lines.set(reason, (this.lines.get(reason) ?? 0) + lines);
  }
}

/** Positions in lists and ids of reports differ from line to line, the reason does not. */
function reasonOf({ pointer, detail }: FieldError): string {
  const field = pointer
    .slice(1)
    .replaceAll(/\/\d+(?=\/|$)/g, '')
    .replaceAll('/', '.');
  const what = detail.replaceAll(UUID, '…');
  return field === '' ? what : `${field}: ${what}`;
}
