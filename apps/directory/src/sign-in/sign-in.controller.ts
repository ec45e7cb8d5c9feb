import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, Header, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DirectoryConfig } from '../directory.config.ts';
import { Clients } from '../openid/clients.ts';
import { RequestAddress } from '../openid/request-address.ts';
import { normalLogin } from '../people/login.ts';
import { cookieIn, setCookie } from './cookies.ts';
import { type Interaction, Interactions } from './interactions.ts';
import { KnownDevices } from './known-devices.ts';
import { headersLeadingTo, messagePage, PAGE_HEADERS, STYLE } from './pages.ts';
import { REMEMBERED_PROVIDER } from './provider-cookies.ts';
import { InteractionParams, SignInForm } from './sign-in.bodies.ts';
import { consentPage, signInPage } from './sign-in-pages.ts';
import { SignInService } from './sign-in.service.ts';
import { TooManySignInsFilter } from './too-many-sign-ins.filter.ts';

const NOT_RIGHT =
  'The sign-in name, the password or the code is not right, or there were too many attempts. Wait a little and try the next code.';
/** RFC 8176. */
const HOW = ['pwd', 'otp', 'mfa'];
const DEVICE_KNOWN_SECONDS = 365 * 24 * 3600;

/** The pages between a program that asks for a person and the answer. The cookie of the sign-in under way proves that it is the same browser. */
@ApiExcludeController()
@Public()
@UseFilters(TooManySignInsFilter)
@Controller('sign-in')
export class SignInController {
  constructor(
    private readonly interactions: Interactions,
    private readonly clients: Clients,
    private readonly signIn: SignInService,
    private readonly devices: KnownDevices,
    private readonly addresses: RequestAddress,
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
    const interaction = await this.interactions.underWay(uid, request, reply);
    if (!interaction) {
      this.isOver(reply);
      return;
    }
    reply.headers(headersLeadingTo(String(interaction.params['redirect_uri'])));
    reply.send(interaction.prompt.name === 'login' ? this.signInPage(request, uid) : this.consentPage(uid, interaction));
  }

  @Post(':uid')
  async prove(
    @Param() { uid }: InteractionParams,
    @Body() form: SignInForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const interaction = await this.interactions.underWay(uid, request, reply);
    if (interaction?.prompt.name !== 'login') {
      this.isOver(reply);
      return;
    }
    const [begun, login] = [new Date(), normalLogin(form.login)];
    const cookie = this.devices.cookieOf(login);
    const person = await this.signIn.prove(form, {
      address: this.addresses.of(request.ip, request.headers),
      device: cookieIn(request, cookie),
    });
    reply.headers(headersLeadingTo(String(interaction.params['redirect_uri'])));
    if (!person) return void reply.code(400).send(this.signInPage(request, uid, NOT_RIGHT));
    const known = { publicUrl: this.config.PUBLIC_URL, path: '/sign-in', life: DEVICE_KNOWN_SECONDS };
    reply.header('set-cookie', setCookie(cookie, this.devices.newFor(login), known));
    reply.redirect(await this.interactions.signIn(interaction, person._id, HOW, begun), 303);
  }

  /** A program on the person's machine is nobody we know, so the person says that it may. */
  @Post(':uid/consent')
  async consent(@Param() { uid }: InteractionParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const interaction = await this.interactions.underWay(uid, request, reply);
    if (interaction?.prompt.name !== 'consent') {
      this.isOver(reply);
      return;
    }
    reply.headers({ 'cache-control': 'no-store' }).redirect(await this.interactions.goOn(interaction, { consent: {} }), 303);
  }

  private signInPage(request: FastifyRequest, uid: string, why?: string): string {
    return signInPage({ publicUrl: this.config.PUBLIC_URL, uid, why, provider: cookieIn(request, REMEMBERED_PROVIDER) });
  }

  private consentPage(uid: string, { params }: Interaction): string {
    const { title = 'A program' } = this.clients.findPublic(String(params['client_id'])) ?? {};
    return consentPage(this.config.PUBLIC_URL, uid, title);
  }

  private isOver(reply: FastifyReply): void {
    reply.code(400).headers(PAGE_HEADERS);
    const text = 'It took too long, or it was begun in another browser. Go back to where you came from and begin again.';
    reply.send(messagePage('This sign-in is over', text, undefined, this.config.PUBLIC_URL));
  }
}
