import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DirectoryConfig } from '../directory.config.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { PeopleService } from '../people/people.service.ts';
import type { Person } from '../people/person.schema.ts';
import { AgencySignInService } from './agency-sign-in.service.ts';
import { openedBefore, proofFields, recoveryPart } from './form-parts.ts';
import { html, messagePage, page, PAGE_HEADERS, warning } from './pages.ts';
import { JoinForm, TokenParams } from './sign-in.bodies.ts';

/** Where an invitation leads: somebody chooses a password and takes a second factor, or goes on to the organisation's own provider. */
@ApiExcludeController()
@Public()
@Controller('join/:token')
export class JoinController {
  constructor(
    private readonly people: PeopleService,
    private readonly links: OneTimeLinks,
    private readonly agencies: AgencySignInService,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Get()
  async open(@Param() { token }: TokenParams, @Res() reply: FastifyReply): Promise<void> {
    const person = await this.people.openLink(token);
    reply.headers(PAGE_HEADERS);
    if (!person) {
      this.isOver(reply);
      return;
    }
    reply.send(await this.form(token, person));
  }

  @Post()
  @HttpCode(200)
  async join(@Param() { token }: TokenParams, @Body() form: JoinForm, @Res() reply: FastifyReply): Promise<void> {
    const person = await this.people.byLink(token);
    reply.headers(PAGE_HEADERS);
    if (!person) {
      this.isOver(reply);
      return;
    }
    const joined = await this.people.join(token, person, form);
    if ('why' in joined) return void reply.code(400).send(await this.form(token, person, form.factor, joined.why));
    reply.send(page('Welcome', recoveryPart(joined.codes), this.config.PUBLIC_URL));
  }

  private async form(token: string, person: Person, factor = '', why?: string): Promise<string> {
    const { name, login = '', link } = person;
    const action = `${this.config.PUBLIC_URL}/join/${token}`;
    return page(
      'Join Landbridge',
      html`${warning(why)} ${why === undefined ? openedBefore(link?.openedAt) : undefined}
        <p>Welcome, ${name}.</p>
        ${(await this.agencies.hasProvider(person.organisation)) ? providerPart(action) : undefined}
        <form method="post" action="${action}">
          <p>You will sign in as <strong>${login}</strong>.</p>
          ${proofFields(this.links.factorIn(token, factor) ?? this.links.newFactor(token), login)}
          <button>Join</button>
        </form>`,
      this.config.PUBLIC_URL,
    );
  }

  private isOver(reply: FastifyReply): void {
    const text = 'It was used, or its time is over. Ask an administrator of your organisation for a new one.';
    reply.code(404).send(messagePage('This link is not good any more', text, undefined, this.config.PUBLIC_URL));
  }
}

function providerPart(action: string) {
  return html` <section>
      <h2>With your organisation’s account</h2>
      <p>You sign in at your organisation, with its second factor, and need no password here.</p>
      <form method="post" action="${action}/provider"><button>Join with your organisation’s account</button></form>
    </section>
    <h2>Or with a password</h2>`;
}
