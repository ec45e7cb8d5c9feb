import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_OF_ONE, SignInsOfPeople } from '../src/sign-in/sign-ins-of-people.ts';
import { AgencyNetwork } from './agency-network.ts';

describe('an organisation’s own provider lets people sign in', () => {
  let network: AgencyNetwork;
  beforeAll(async () => void (network = await AgencyNetwork.start()));
  afterAll(() => network.stop());

  it('so often in an hour, and then says to wait', async () => {
    const person = await network.officer(await network.withProvider());
    for (let time = 0; time < MOST_OF_ONE; time += 1) network.directory.app.get(SignInsOfPeople).admit(person.id);
    const page = await network.tryToSignIn(person.name, person.who);
    expect([page.status, page.headers.get('retry-after'), page.text.includes('Wait up to an hour')]).toEqual([429, '3600', true]);
  });

  it.each([{ prompt: 'login' }, { max_age: '3600' }])('anew for %j, and not by a session of before', async (over) => {
    const person = await network.officer(await network.withProvider());
    const asked = new URL(await network.leave(network.newBrowser(), person.name, network.newProgram(), over));
    expect([asked.searchParams.get('prompt'), asked.searchParams.get('max_age')]).toEqual(['login', '0']);
    const secondsAgo = (seconds: number) => ({ auth_time: Math.floor(Date.now() / 1000) - seconds });
    const statuses: number[] = [];
    for (const said of [() => secondsAgo(120), () => ({ auth_time: undefined }), () => secondsAgo(0)]) {
      network.agency.says(said());
      statuses.push((await network.tryToSignIn(person.name, person.who, network.newBrowser(), network.newProgram(), over)).status);
    }
    network.agency.says(secondsAgo(120));
    statuses.push((await network.tryToSignIn(person.name, person.who)).status);
    network.agency.forge = undefined;
    expect(statuses).toEqual([400, 400, 200, 200]);
  });
});
