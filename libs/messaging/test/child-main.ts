import 'reflect-metadata';
import { register } from 'prom-client';
import type { KafkaClients } from '../src/kafka.ts';
import { Positions } from '../src/consumer/positions.ts';
import { Verdicts } from '../src/consumer/verdicts.ts';
import type { ChildSettings } from './child.ts';
import { InTransaction, Ledger, Stamped } from './ledger.ts';
import { startService, type RunningService } from './service.ts';

const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
const controllers = { transaction: [InTransaction], stamped: [Stamped], none: [] }[settings.handler];
const service = await startService(settings, { controllers, providers: [Ledger], prepare: (started) => arm(started) });
process.on('SIGTERM', () => void service.stop().then(() => process.exit(0)));
process.on('message', (question) => {
  if (question === 'fenced') void register.getSingleMetricAsString('landbridge_outbox_fenced_total').then((text) => process.send?.(text));
});
process.send?.('ready');

/** Puts the poison and the crash in place before anything is consumed. */
function arm(started: RunningService): void {
  const ledger = started.get(Ledger);
  for (const subject of settings.poison ?? []) ledger.poison.add(subject);
  ledger.delay = settings.delay ?? 0;
  const { store } = started;
  if (settings.stall) stallInTransaction(started.clients);
  let condemning = false;
  const verdicts = started.get(Verdicts);
  const pass = verdicts.pass.bind(verdicts);
  verdicts.pass = async (...parts) => {
    condemning = true;
    if (settings.crashAt === 'before-verdict') crash();
    await pass(...parts);
  };
  const transaction = store.transaction.bind(store);
  store.transaction = async (work) => {
    const answer = await transaction(work);
    if (condemning && settings.crashAt === 'after-verdict') crash();
    return answer;
  };
  const positions = started.get(Positions);
  const raise = positions.raise.bind(positions);
  positions.raise = async (key, owner, next, options) => {
    if (settings.crashAt === 'after-effect' && next > 3) crash();
    await raise(key, owner, next, options);
  };
  if (settings.crashAt === 'after-letter') {
    const update = store.verdicts.updateOne.bind(store.verdicts);
    store.verdicts.updateOne = (...parts: Parameters<typeof update>) => {
      crash();
      return update(...parts);
    };
  }
}

/** The second transaction stalls between its last record and its commit. */
function stallInTransaction(clients: KafkaClients): void {
  const makeProducer = clients.producer.bind(clients);
  let transactions = 0;
  clients.producer = (config) => {
    const producer = makeProducer(config);
    const begin = producer.transaction.bind(producer);
    producer.transaction = async () => {
      const transaction = await begin();
      const commit = transaction.commit.bind(transaction);
      transaction.commit = async () => {
        if (++transactions === 2) process.kill(process.pid, 'SIGSTOP');
        await commit();
      };
      return transaction;
    };
    return producer;
  };
}

function crash(): void {
  process.kill(process.pid, 'SIGKILL');
}
