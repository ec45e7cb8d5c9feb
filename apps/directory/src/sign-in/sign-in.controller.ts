import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, Header, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import type { DirectoryConfig } from '../directory.config.ts';
import { Clients } from '../openid/clients.ts';
import { OpenIdHost } from '../openid/openid-host.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import { SessionsService } from '../people/sessions.service.ts';
import { addressOf } from './address.ts';
import { headersLeadingTo, html, messagePage, page, PAGE_HEADERS, STYLE, warning } from './pages.ts';
import { InteractionParams, SignInForm } from './sign-in.bodies.ts';
import { DIRECTORY } from '../policy/author.ts';
import { SignInService } from './sign-in.service.ts';

type Interaction = Awaited<ReturnType<OpenIdHost['current']['interactionDetails']>>;

const NOT_RIGHT =
  'The sign-in name, the password or the code is not right, or there were too many attempts. Wait a little and try the next code.';
/** RFC 8176. */
const HOW = ['pwd', 'otp', 'mfa'];

/** The pages between a program that asks for a person and the answer. The cookie of the sign-in under way proves that it is the same browser. */
@ApiExcludeController()
@Public()
@Controller('sign-in')
export class SignInController {
  constructor(
    private readonly host: OpenIdHost,
    private readonly clients: Clients,
    private readonly signIn: SignInService,
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsService,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Get('style.css')
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  style(): string {
    return STYLE;
  }

  @Get(':uid')
  async ask(@Param() { uid }: InteractionParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const interaction = await this.underWay(uid, request, reply);
    if (!interaction) {
      this.isOver(reply);
      return;
    }
    reply.headers(headersLeadingTo(String(interaction.params['redirect_uri'])));
    reply.send(interaction.prompt.name === 'login' ? this.signInPage(uid) : this.consentPage(uid, interaction));
  }

  @Post(':uid')
  async prove(
    @Param() { uid }: InteractionParams,
    @Body() form: SignInForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const interaction = await this.underWay(uid, request, reply);
    if (interaction?.prompt.name !== 'login') {
      this.isOver(reply);
      return;
    }
    const forwarded = request.headers['x-forwarded-for'];
    const address = addressOf(request.ip, Array.isArray(forwarded) ? forwarded.join() : forwarded, this.config.trustedProxies);
    const person = await this.signIn.prove(form, address);
    reply.headers(headersLeadingTo(String(interaction.params['redirect_uri'])));
    if (!person) return void reply.code(400).send(this.signInPage(uid, NOT_RIGHT));
    await this.leaveOthers(interaction, person._id);
    await this.goOn(request, reply, { login: { accountId: person._id, amr: HOW } });
  }

  /** A program on the person's machine is nobody we know, so the person says that it may. */
  @Post(':uid/consent')
  async consent(@Param() { uid }: InteractionParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const interaction = await this.underWay(uid, request, reply);
    if (interaction?.prompt.name !== 'consent') {
      this.isOver(reply);
      return;
    }
    await this.goOn(request, reply, { consent: {} });
  }

  private async underWay(uid: string, { raw: request }: FastifyRequest, { raw: response }: FastifyReply): Promise<Interaction | undefined> {
    try {
      const interaction = await this.host.current.interactionDetails(request, response);
      return interaction.uid === uid ? interaction : undefined;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  /** Somebody else was signed in in this browser: that session ends, with its tokens. */
  private async leaveOthers(interaction: Interaction, person: string): Promise<void> {
    const { session } = interaction;
    if (session?.accountId === undefined || session.accountId === person) return;
    const other = await this.people.find(session.accountId);
    if (other) await this.sessions.endIfOpen(other, session.uid, DIRECTORY);
    delete interaction.session;
    await interaction.persist();
  }

  private async goOn({ raw }: FastifyRequest, reply: FastifyReply, result: Parameters<OpenIdHost['current']['interactionResult']>[2]) {
    const returnTo = await this.host.current.interactionResult(raw, reply.raw, result, { mergeWithLastSubmission: true });
    reply.headers({ 'cache-control': 'no-store' }).redirect(returnTo, 303);
  }

  private signInPage(uid: string, why?: string): string {
    return page(
      'Sign in',
      html`${warning(why)}
        <form method="post" action="${this.config.PUBLIC_URL}/sign-in/${uid}">
          <label>Sign-in name<input name="login" autocomplete="username" required maxlength="254" /></label>
          <label>Password<input type="password" name="password" autocomplete="current-password" required maxlength="1000" /></label>
          <label
            >Code<small>Of your authenticator, or one of your recovery codes.</small>
            <input name="code" autocomplete="one-time-code" required maxlength="100"
          /></label>
          <button>Sign in</button>
        </form>`,
      this.config.PUBLIC_URL,
    );
  }

  private consentPage(uid: string, { params }: Interaction): string {
    const { title = 'A program' } = this.clients.findPublic(String(params['client_id'])) ?? {};
    return page(
      'Is it you?',
      html`<p>${title} asks to act for you. Go on only if you have just started it yourself.</p>
        <form method="post" action="${this.config.PUBLIC_URL}/sign-in/${uid}/consent"><button>Go on</button></form>`,
      this.config.PUBLIC_URL,
    );
  }

  private isOver(reply: FastifyReply): void {
    reply.code(400).headers(PAGE_HEADERS);
    const text = 'It took too long, or it was begun in another browser. Go back to where you came from and begin again.';
    reply.send(messagePage('This sign-in is over', text, undefined, this.config.PUBLIC_URL));
  }
}
