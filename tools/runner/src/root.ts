import { join } from 'node:path';

/** The checkout. Everything that is made at run time lies in its `.landbridge`. */
export const root = join(import.meta.dirname, '../../..');

export const runsFolder = join(root, '.landbridge');

export const apps = ['directory', 'ingestion', 'trend-detection', 'notification'] as const;
export type App = (typeof apps)[number];
