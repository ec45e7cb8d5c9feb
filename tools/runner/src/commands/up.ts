import { inStep, streamProgress } from '@landbridge/engines';
import { registerOrganisations, sampleSeed, type Credentials } from '../sample-organisations.ts';
import { addressesFile, credentialsFile, publish, upDirectory } from '../run-files.ts';
import { takeRun } from '../run-lock.ts';
import { stopSystem, System } from '../system/system.ts';
import { addressLines } from '../addresses.ts';

/** Starts the system, or what of it does not run, and leaves it running. */
export async function up({ sample }: { sample?: true }): Promise<void> {
  const release = takeRun(upDirectory, 'up');
  try {
    const system = await startUp();
    const credentials = sample ? await registerSample(system) : undefined;
    publish(system, credentials);
    console.log(`Landbridge is up.\n\n${addressLines(system)}\n\nAddresses for other programs: ${addressesFile}`);
    if (credentials) console.log(`Credentials of ${credentials.organisations.length} sample organisations: ${credentialsFile}`);
    console.log('Stop it with `./landbridge down`. Its data stays until `./landbridge reset`.');
  } finally {
    release();
  }
}

const registerSample = (system: System): Promise<Credentials> =>
  inStep(streamProgress(), 'Registering the organisations', (step) => registerOrganisations(system, sampleSeed, step));

async function startUp(): Promise<System> {
  const warn = (text: string) => console.error(text);
  const interrupted = () => {
    console.error('\nInterrupted; stopping what has been started.');
    void stopSystem(upDirectory, warn).finally(() => process.exit(130));
  };
  process.once('SIGINT', interrupted);
  const system = await System.start({
    directory: upDirectory,
    namespace: process.env['NAMESPACE'] ?? 'landbridge',
    progress: streamProgress(),
    outlives: true,
    // Whoever tries it out receives webhooks on this machine, and has an OpenID provider there.
    environment: {
      WEBHOOK_ALLOWED_HOSTS: process.env['WEBHOOK_ALLOWED_HOSTS'] ?? '127.0.0.1,localhost',
      SIGN_IN_PROVIDER_ALLOWED_HOSTS: process.env['SIGN_IN_PROVIDER_ALLOWED_HOSTS'] ?? '127.0.0.1,localhost',
    },
    warn,
  });
  process.off('SIGINT', interrupted);
  return system;
}
