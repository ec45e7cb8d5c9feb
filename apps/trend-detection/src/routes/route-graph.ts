import type { Counted } from '../counting/contribution.ts';
import { valuesOf } from '../series/recorded-reports.ts';

export const ROLES = ['origin', 'transit', 'exploitation'] as const;
export type Role = (typeof ROLES)[number];

export const LEGS = ['origin-transit', 'transit-exploitation', 'origin-exploitation'] as const;
export type Leg = (typeof LEGS)[number];

/** A country, or `online`, and in how many reports it is what. */
export interface GraphNode {
  readonly country: string;
  readonly reports: number;
  readonly roles: readonly { readonly role: Role; readonly reports: number }[];
}

export interface GraphEdge {
  readonly leg: Leg;
  readonly from: string;
  readonly to: string;
  readonly reports: number;
}

/** Counts the routes of reports. A report with several countries of transit counts in several edges, and once in each. */
export class RouteTally {
  #reports = 0;
  readonly #nodes = new Map<string, number>();
  readonly #roles = new Map<string, number>();
  readonly #edges = new Map<string, number>();

  add(report: Pick<Counted, 'series'>): void {
    const places = placesOf(report);
    if (ROLES.every((role) => places[role].length === 0)) return;
    this.#reports += 1;
    for (const country of new Set(ROLES.flatMap((role) => places[role]))) increase(this.#nodes, country);
    for (const role of ROLES) for (const country of places[role]) increase(this.#roles, `${country}|${role}`);
    for (const leg of LEGS) {
      const [from, to] = leg.split('-') as [Role, Role];
      for (const one of places[from]) for (const other of places[to]) increase(this.#edges, `${leg}|${one}|${other}`);
    }
  }

  /** The most reports first. @param minimum what has fewer reports is left out */
  graph(minimum: number): { reports: number; nodes: GraphNode[]; edges: GraphEdge[] } {
    const enough = (counts: ReadonlyMap<string, number>) => [...counts].filter(([, reports]) => reports >= minimum);
    const nodes = enough(this.#nodes).map(([country, reports]) => ({ country, reports, roles: this.#rolesOf(country, minimum) }));
    const edges = enough(this.#edges).map(([key, reports]) => {
      const [leg = '', from = '', to = ''] = key.split('|');
      return { leg: leg as Leg, from, to, reports };
    });
    return {
      reports: this.#reports,
      nodes: nodes.sort((a, b) => b.reports - a.reports || compare(a.country, b.country)),
      edges: edges.sort((a, b) => b.reports - a.reports || compare(keyOf(a), keyOf(b))),
    };
  }

  #rolesOf(country: string, minimum: number): GraphNode['roles'] {
    return ROLES.map((role) => ({ role, reports: this.#roles.get(`${country}|${role}`) ?? 0 })).filter(({ reports }) => reports >= minimum);
  }
}

/** What is exploited online has `online` for a place of exploitation, beside the country if it is known. */
function placesOf(report: Pick<Counted, 'series'>): Record<Role, readonly string[]> {
  const isOnline = valuesOf(report, 'corridor').some((corridor) => corridor.endsWith('>online'));
  return {
    origin: valuesOf(report, 'origin'),
    transit: valuesOf(report, 'transit'),
    exploitation: [...valuesOf(report, 'exploitation'), ...(isOnline ? ['online'] : [])],
  };
}

const keyOf = ({ leg, from, to }: GraphEdge) => `${leg}|${from}|${to}`;
const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
