// Makes the replica set and its users, and changes passwords to those of the files. Done by mongosh, as often as one likes.
const { readdirSync, readFileSync } = require('node:fs');

const { MEMBERS, DATABASES } = process.env;
const FOLDER = '/etc/mongodb/users';
const SET = 'landbridge';
const AUTHENTICATION_FAILED = 18;

/** A file holds `name:password`. */
function loginOf(file) {
  const [, user, pwd] = /^([^:\s]+):(\S+)\s*$/.exec(readFileSync(`${FOLDER}/${file}`, 'utf8')) ?? [];
  if (!user) throw new Error(`The key ${file} of the Secret landbridge-mongodb-users must hold name:password.`);
  return { user, pwd };
}

/** By the address of this member alone, which MongoDB trusts until there is a user. */
const here = () => connect('mongodb://127.0.0.1:27017/admin?directConnection=true');

/** By the set, whichever member is its primary now. */
function asOperator({ user, pwd }) {
  const login = `${encodeURIComponent(user)}:${encodeURIComponent(pwd)}`;
  return connect(`mongodb://${login}@${MEMBERS}/admin?replicaSet=${SET}&w=majority`);
}

function makeSet(admin) {
  // The first user is made here, so this member is to become primary.
  const members = MEMBERS.split(',').map((host, number) => ({ _id: number, host, priority: number === 0 ? 2 : 1 }));
  admin
    .getMongo()
    .getDB('admin')
    .runCommand({ replSetInitiate: { _id: SET, members } });
}

function makeOperator(login) {
  const admin = here();
  for (let waited = 0; !admin.hello().isWritablePrimary; waited++) {
    if (waited === 60) throw new Error('MongoDB refuses the operator, and this member is not the primary, which could make one.');
    sleep(1000);
  }
  admin.createUser({ ...login, roles: ['root'] });
}

/** Each service reads and writes its own database and no other. */
function keepUser(admin, service) {
  const { user, pwd } = loginOf(service);
  const roles = [{ role: 'readWrite', db: `${DATABASES}-${service}` }];
  if (admin.getUser(user)) admin.updateUser(user, { pwd, roles });
  else admin.createUser({ user, pwd, roles });
}

if (!here().hello().setName) makeSet(here());
const operator = loginOf('operator');
let admin;
try {
  admin = asOperator(operator);
} catch (error) {
  if (error.code !== AUTHENTICATION_FAILED) throw error;
  makeOperator(operator);
  admin = asOperator(operator);
}
const services = readdirSync(FOLDER).filter((file) => !file.startsWith('.') && file !== 'operator');
for (const service of services) keepUser(admin, service);
print(`The replica set ${SET} has ${MEMBERS} and the users of ${services.join(', ')}.`);
