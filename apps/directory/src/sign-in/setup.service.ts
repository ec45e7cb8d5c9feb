import { randomUUID } from 'node:crypto';
import { Audit, Problem, SERVICE_CONFIG } from '@landbridge/platform';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { DIRECTORY } from '../policy/author.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { normalLogin } from '../people/login.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import { withPerson } from '../people/people.service.ts';
import { SetupConsole } from './setup-console.ts';
import { SetupRepository } from './setup.repository.ts';
import type { SetupForm } from './sign-in.bodies.ts';

const RETRY_MS = 5_000;

/** While nobody operates the network, a link at each start lets somebody begin to. */
@Injectable()
export class SetupService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SetupService.name);
  private retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly setups: SetupRepository,
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsService,
    private readonly known: OrganisationsRepository,
    private readonly links: OneTimeLinks,
    private readonly console: SetupConsole,
    private readonly audit: Audit,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  onApplicationBootstrap(): void {
    void this.offer().catch(() => {
      this.logger.warn('Whether somebody operates the network cannot be read now; it is tried again.');
      this.retry = setTimeout(() => this.onApplicationBootstrap(), RETRY_MS).unref();
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.retry);
  }

  isGood(token: string): Promise<boolean> {
    return this.setups.isGood(this.links.hashOf(token));
  }

  /** @returns what is wrong with the choice, or the recovery codes of the first administrator */
  async begin(token: string, form: SetupForm): Promise<{ why: string } | { codes: string[] }> {
    const { organisation: name, kind, country, regime } = form;
    const [id, login] = [randomUUID(), normalLogin(form.login)];
    const taken = await this.links.take(token, { id, login }, form, new Date());
    if ('why' in taken) return taken;
    // first of all: of two who send the form at once one registers something. Should the rest fail, the next start gives another link
    if ((await this.isOperated()) || !(await this.setups.use(this.links.hashOf(token)))) throw usedUp();
    const organisation = await this.organisations.register({ name, kind, country, regime }, DIRECTORY);
    const person = { _id: id, organisation: organisation.id, name: form.name, login, roles: ['administrator' as const] };
    await this.organisations.change(
      organisation.id,
      (before) => withPerson({ ...before, operates: true }, { id, roles: person.roles }),
      (session) => this.people.insert({ ...person, status: 'active', ...taken.proofs, createdAt: new Date() }, session),
    );
    await this.audit.record({ actor: { by: 'organisation', organisation: organisation.id, person: id }, action: 'network.begun' });
    return { codes: taken.codes };
  }

  private async isOperated(): Promise<boolean> {
    return (await this.people.isAnybodyHere()) || (await this.known.isOneOperating());
  }

  private async offer(): Promise<void> {
    // one that was printed before somebody came another way opens nothing any more
    if (await this.isOperated()) return this.setups.takeAway();
    const { token, hash } = this.links.newToken();
    await this.setups.put(hash);
    this.console.say(
      `Nobody operates this network yet. Open this link to begin; it is good once, until the next start: ${this.config.PUBLIC_URL}/setup/${token}`,
    );
  }
}

function usedUp(): Problem {
  return new Problem({
    type: 'link-used',
    status: 409,
    title: 'The link was used',
    detail: 'Somebody operates the network already; ask them to invite you.',
  });
}
