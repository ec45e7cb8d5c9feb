import { it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { pause, TestNetwork, until } from './network.ts';
it('x', async () => {
  const network = await TestNetwork.start({ instances: 1 });
  for (const n of [1, 10]) {
  const hooks = [];
  for (let i = 0; i < n; i++) {
    const reader = network.directory.register();
    const hook = network.receiver.hook();
    await network.subscribe(reader, hook);
    hooks.push(hook);
    }
  await pause(2000);
  let t = Date.now();
  await network.accept(...Array.from({length: 1000/n}, () => structuredReport()));
  await until('a', () => hooks.every((hook) => hook.received.length >= 1), 100000);
  console.log('routed', Date.now() - t);
  t = Date.now();
  await until('a', () => hooks.every((hook) => hook.received.length === 1000/n), 100000);
  console.log(n, 'sent', Date.now() - t);
  }
  await network.stop();
}, 300000);
