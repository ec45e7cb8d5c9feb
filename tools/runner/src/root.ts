import { root } from '@landbridge/deployment';
import { join } from 'node:path';

export { apps, byApp, root, type App } from '@landbridge/deployment';

/** Everything that is made at run time. */
export const runsFolder = join(root, '.landbridge');
