import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { KAFKA_RIGHTS, topicsOf, type KafkaRights } from './principals.ts';
import { TOPIC_NAMES } from './topics.ts';

const services: [string, KafkaRights][] = Object.entries(KAFKA_RIGHTS);

describe('the rights in Kafka', () => {
  it('are those of the documentation', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/principals.md'), 'utf8');
    const told = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const rows = services.map(([service, { reads, writes }]) => ['', `\`${service}\``, reads.join(', '), writes.join(', '), '']);
    expect(told.filter(([, name = '', ...rest]) => /^`(?!kafka_)/.test(name) && rest.length === 3)).toEqual(rows);
  });

  it('let only directory say who is who', () => {
    expect(services.filter(([, { writes }]) => writes.includes('organisations'))).toEqual([]);
  });

  it('let no service name be the beginning of another, because groups go by it', () => {
    const names = services.map(([service]) => service);
    expect(names.filter((name) => names.some((other) => other !== name && other.startsWith(name)))).toEqual([]);
  });

  it('name the topics that a service needs, and all for who has no line', () => {
    expect(topicsOf('trend-detection').sort()).toEqual([
      'audit',
      'dead-letters',
      'heartbeats',
      'organisations',
      'replay.notification.trends',
      'replay.trend-detection',
      'reports',
      'trends',
    ]);
    expect(topicsOf('directory')).toEqual(TOPIC_NAMES);
  });
});
