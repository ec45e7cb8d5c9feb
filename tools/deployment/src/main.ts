// What the image of the services does for a site besides running them: `secrets FOLDER`, and `mongodb FOLDER MEMBER…`.
import { messageOf } from '@landbridge/engines';
import { prepareMongodb } from './prepare-mongodb.ts';
import { makeSiteSecrets } from './site-secrets.ts';

const USAGE = `Usage: secrets FOLDER           make the secrets of a site that do not exist yet
       mongodb FOLDER MEMBER…  make the MongoDB on this machine a replica set of these members (host:port), with its users
`;

const [task, folder, ...members] = process.argv.slice(2);
try {
  if (task === 'secrets' && folder !== undefined && members.length === 0) makeSiteSecrets(folder);
  else if (task === 'mongodb' && folder !== undefined && members.length > 0)
    await prepareMongodb({ credentials: folder, members, namespace: process.env['NAMESPACE'] ?? 'landbridge' });
  else {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  }
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
