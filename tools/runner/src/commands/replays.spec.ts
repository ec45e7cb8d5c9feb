import { describe, expect, it } from '@jest/globals';
import { replayLines, sendingLines } from './replays.ts';

describe('the lines about replays', () => {
  it('tell how far who is told and who tells have come', () => {
    const topics = [
      { topic: 'reports', state: 'replaying', replay: { handled: 1200, waiting: 30 } },
      { topic: 'trends', state: 'live', lag: 0 },
    ];
    expect(replayLines('notification', { topics })).toEqual(['notification is told the past of reports: 1,200 events handled, 30 wait.']);
    const replays = [
      { topic: 'replay.notification.reports', state: 'running', sent: 500, total: 2400 },
      { topic: 'replay.trend-detection', state: 'done', sent: 2400, total: 2400 },
    ];
    expect(sendingLines('ingestion', { replays })).toEqual(['ingestion fills replay.notification.reports: 500 of 2,400.']);
  });

  it('say so when Kafka cannot be asked, and nothing when nothing is replayed', () => {
    const topics = [{ topic: 'reports', state: 'replaying' }];
    expect(replayLines('notification', { topics })).toEqual([
      'notification is told the past of reports: Kafka cannot be asked how far it is.',
    ]);
    expect([...replayLines('directory', {}), ...sendingLines('directory', {})]).toEqual([]);
  });
});
