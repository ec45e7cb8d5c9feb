import { isRecord } from '@landbridge/deployment';
import { count } from '../progress-bar.ts';

/** How far a service has come with building its read models anew, a line for each; none when it is not at it. */
export function replayLines(app: string, messaging: Record<string, unknown>): string[] {
  return listIn(messaging, 'topics')
    .filter(({ state }) => state === 'replaying')
    .map(({ topic, replay }) => {
      const { handled, waiting } = isRecord(replay) ? replay : {};
      const told = typeof handled === 'number' && typeof waiting === 'number' && `${count(handled)} events handled, ${count(waiting)} wait`;
      return `${app} is told the past of ${String(topic)}: ${told || 'Kafka cannot be asked how far it is'}.`;
    });
}

/** How far a service has come with telling others the past. */
export function sendingLines(app: string, messaging: Record<string, unknown>): string[] {
  return listIn(messaging, 'replays')
    .filter(({ state }) => state === 'running')
    .map(({ topic, sent, total }) => `${app} fills ${String(topic)}: ${count(Number(sent))} of ${count(Number(total))}.`);
}

function listIn(messaging: Record<string, unknown>, name: string): Record<string, unknown>[] {
  const list = messaging[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
