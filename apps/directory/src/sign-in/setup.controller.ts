import { ORGANISATION_KINDS, REGIMES } from '@landbridge/contracts';
import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DirectoryConfig } from '../directory.config.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { proofFields, recoveryPart } from './form-parts.ts';
import { html, messagePage, page, PAGE_HEADERS, warning } from './pages.ts';
import { SetupService } from './setup.service.ts';
import { SetupForm, TokenParams } from './sign-in.bodies.ts';

/** Where the line leads that directory prints at its first start. */
@ApiExcludeController()
@Public()
@Controller('setup/:token')
export class SetupController {
  constructor(
    private readonly setup: SetupService,
    private readonly links: OneTimeLinks,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Get()
  async open(@Param() { token }: TokenParams, @Res() reply: FastifyReply): Promise<void> {
    reply.headers(PAGE_HEADERS);
    if (!(await this.setup.isGood(token))) {
      this.isOver(reply);
      return;
    }
    reply.send(this.form(token));
  }

  @Post()
  @HttpCode(200)
  async begin(@Param() { token }: TokenParams, @Body() form: SetupForm, @Res() reply: FastifyReply): Promise<void> {
    reply.headers(PAGE_HEADERS);
    if (!(await this.setup.isGood(token))) {
      this.isOver(reply);
      return;
    }
    const begun = await this.setup.begin(token, form);
    if ('why' in begun) return void reply.code(400).send(this.form(token, begun.why, form));
    reply.send(page('The network is yours to operate', recoveryPart(begun.codes), this.config.PUBLIC_URL));
  }

  private form(
    token: string,
    why?: string,
    { organisation, country, name, login, kind, regime, factor = '' }: Partial<SetupForm> = {},
  ): string {
    const offered = this.links.factorIn(token, factor) ?? this.links.newFactor(token);
    return page(
      'Operate this network',
      html`${warning(why)}
        <form method="post" action="${this.config.PUBLIC_URL}/setup/${token}">
          <label>Organisation<input name="organisation" value="${organisation}" required maxlength="200" /></label>
          <label
            >Kind<select name="kind">
              ${options(ORGANISATION_KINDS, kind)}
            </select></label
          >
          <label
            >Country<small>Two letters, such as SE.</small>
            <input name="country" value="${country}" required pattern="[A-Z]{2}" maxlength="2"
          /></label>
          <label
            >Legal regime<select name="regime">
              ${options(REGIMES, regime)}
            </select></label
          >
          <label>Your name<input name="name" value="${name}" autocomplete="name" required maxlength="200" /></label>
          <label>Sign-in name<input name="login" value="${login}" autocomplete="username" required minlength="3" maxlength="254" /></label>
          ${proofFields(offered, login ?? 'administrator')}
          <button>Begin</button>
        </form>`,
      this.config.PUBLIC_URL,
    );
  }

  private isOver(reply: FastifyReply): void {
    const text = 'It was used, or directory was started again since. The newest link stands in what directory printed last.';
    reply.code(404).send(messagePage('This link is not good any more', text, undefined, this.config.PUBLIC_URL));
  }
}

const options = (values: readonly string[], chosen: string | undefined) =>
  values.map((value) => (value === chosen ? html`<option selected>${value}</option>` : html`<option>${value}</option>`));
