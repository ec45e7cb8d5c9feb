import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DirectoryConfig } from '../directory.config.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { PeopleService } from '../people/people.service.ts';
import { proofFields, recoveryPart } from './form-parts.ts';
import { html, messagePage, page, PAGE_HEADERS, warning } from './pages.ts';
import { JoinForm, TokenParams } from './sign-in.bodies.ts';

/** Where an invitation leads: somebody chooses a password and takes a second factor. */
@ApiExcludeController()
@Public()
@Controller('join/:token')
export class JoinController {
  constructor(
    private readonly people: PeopleService,
    private readonly links: OneTimeLinks,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Get()
  async open(@Param() { token }: TokenParams, @Res() reply: FastifyReply): Promise<void> {
    const person = await this.people.byLink(token);
    reply.headers(PAGE_HEADERS);
    if (!person) {
      this.isOver(reply);
      return;
    }
    reply.send(this.form(token, person.name, person.login ?? ''));
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
    if ('why' in joined) return void reply.code(400).send(this.form(token, person.name, person.login ?? '', joined.why));
    reply.send(page('Welcome', recoveryPart(joined.codes), this.config.PUBLIC_URL));
  }

  private form(token: string, name: string, login: string, why?: string): string {
    return page(
      'Join Landbridge',
      html`${warning(why)}
        <p>Welcome, ${name}. You will sign in as <strong>${login}</strong>.</p>
        <form method="post" action="${this.config.PUBLIC_URL}/join/${token}">
          ${proofFields(this.links.secretOf(token), login)}
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
