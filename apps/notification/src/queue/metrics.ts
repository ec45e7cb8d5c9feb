import { Counter, Histogram } from 'prom-client';

export const attemptsMade = new Counter({
  name: 'webhook_attempts_total',
  help: 'Attempts at sending a webhook, by what came of them.',
  labelNames: ['outcome'],
});

export const answerSeconds = new Histogram({
  name: 'webhook_answer_seconds',
  help: 'Time that receivers took to answer, or until they were given up.',
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 15],
});
