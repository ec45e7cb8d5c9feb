import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '../../..');

export const apps = ['directory', 'ingestion', 'trend-detection', 'notification'] as const;
export type App = (typeof apps)[number];

/** One for each service. */
export function byApp<T>(make: (app: App) => T): Record<App, T> {
  return Object.fromEntries(apps.map((app) => [app, make(app)])) as Record<App, T>;
}
