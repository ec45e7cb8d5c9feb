import { Public, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Departure, REQUEST_LIFE_MS, type Returned } from '../agency-providers/authentication-requests.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { RequestAddress } from '../openid/request-address.ts';
import { OrganisationParams } from '../organisations/organisation.bodies.ts';
import { PeopleService } from '../people/people.service.ts';
import { AgencySignInService, ONE_FACTOR } from './agency-sign-in.service.ts';
import { cookieIn, setCookie } from './cookies.ts';
import { Interactions } from './interactions.ts';
import { html, messagePage, page, PAGE_HEADERS } from './pages.ts';
import { CALLBACKS, REMEMBERED_PROVIDER, RETURNING } from './provider-cookies.ts';
import { InteractionParams, ProviderForm, TokenParams } from './sign-in.bodies.ts';
import { onwardHeaders, onwardPage } from './sign-in-pages.ts';
import { TooManySignInsFilter } from './too-many-sign-ins.filter.ts';

const REMEMBERED_SECONDS = 365 * 24 * 3600;

/** The way to an organisation's own provider and back, to join or to sign in. */
@ApiExcludeController()
@Public()
@UseFilters(TooManySignInsFilter)
@Controller()
export class ProviderController {
  constructor(
    private readonly interactions: Interactions,
    private readonly agencies: AgencySignInService,
    private readonly people: PeopleService,
    private readonly addresses: RequestAddress,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Post('sign-in/:uid/provider')
  @HttpCode(200)
  async leave(
    @Param() { uid }: InteractionParams,
    @Body() { provider }: ProviderForm,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const interaction = await this.interactions.underWay(uid, request, reply);
    const departure =
      interaction?.prompt.name === 'login'
        ? await this.agencies.leave(provider, interaction, this.addresses.of(request.ip, request.headers))
        : undefined;
    this.leadOn(reply, departure);
  }

  @Post('join/:token/provider')
  @HttpCode(200)
  async leaveToJoin(@Param() { token }: TokenParams, @Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // no page of somebody else may bind the account of who is signed in at the agency
    const ours = (headers['sec-fetch-site'] ?? 'same-origin') === 'same-origin';
    const person = ours ? await this.people.byLink(token) : undefined;
    this.leadOn(reply, person?.link && (await this.agencies.leaveToJoin(person, person.link.hash)));
  }

  @Get('sign-in/providers/:id/callback')
  async comeBack(@Param() { id }: OrganisationParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { searchParams } = new URL(request.url, this.config.PUBLIC_URL);
    const address = this.addresses.of(request.ip, request.headers);
    const returned = await this.agencies.takeBack(id, searchParams, cookieIn(request, RETURNING), address);
    reply.headers(PAGE_HEADERS);
    reply.header('set-cookie', setCookie(RETURNING, '', { publicUrl: this.config.PUBLIC_URL, path: CALLBACKS, life: 0 }));
    if (!returned) {
      this.failed(reply);
      return;
    }
    const { purpose } = returned;
    if ('join' in purpose) await this.join(purpose.join, returned, reply);
    else await this.signIn(purpose.signIn, returned, address, reply);
  }

  private async join(link: string, returned: Returned, reply: FastifyReply): Promise<void> {
    const joined = await this.agencies.join(link, returned);
    if ('why' in joined) {
      this.refuse(reply, joined.why);
      return;
    }
    this.remember(reply, returned);
    const { name } = returned.provider;
    const text = html`<p>
        You have joined. From now on you sign in with your organisation’s account; the name to type is <strong>${name}</strong>.
      </p>
      <p>You can sign in now where you work with Landbridge.</p>`;
    reply.send(page('Welcome', text, this.config.PUBLIC_URL));
  }

  /** The cookie that came back was given to the browser that began this sign-in, so it is that one's. */
  private async signIn(uid: string, returned: Returned, address: string, reply: FastifyReply): Promise<void> {
    const begun = new Date();
    const interaction = await this.interactions.find(uid);
    const person = await this.agencies.prove(returned, address);
    if (person && interaction?.prompt.name === 'login') {
      this.remember(reply, returned);
      reply.redirect(await this.interactions.signIn(interaction, person._id, returned.methods, begun), 303);
    } else if (!returned.twoFactors) this.refuse(reply, ONE_FACTOR);
    else this.failed(reply);
  }

  private leadOn(reply: FastifyReply, departure: Departure | undefined): void {
    if (!departure) {
      this.failed(reply);
      return;
    }
    const { url, browser } = departure;
    const cookie = { publicUrl: this.config.PUBLIC_URL, path: CALLBACKS, life: REQUEST_LIFE_MS / 1000 };
    reply.header('set-cookie', setCookie(RETURNING, browser, cookie));
    reply.headers({ ...PAGE_HEADERS, ...onwardHeaders(url) }).send(onwardPage(this.config.PUBLIC_URL, url));
  }

  private remember(reply: FastifyReply, { provider }: Returned): void {
    const cookie = { publicUrl: this.config.PUBLIC_URL, path: '/sign-in', life: REMEMBERED_SECONDS };
    reply.header('set-cookie', setCookie(REMEMBERED_PROVIDER, provider.name, cookie));
  }

  private refuse(reply: FastifyReply, why: string): void {
    reply.code(400).send(messagePage('You were not let in', why, undefined, this.config.PUBLIC_URL));
  }

  /** One page for an unknown name, an unknown person, a provider that does not answer, and an answer that is not taken. */
  private failed(reply: FastifyReply): void {
    const text =
      'Your organisation’s account did not let you in. Go back to where you came from and begin again, in this browser, within ten minutes. ' +
      'Check the name of the provider; if it is right, ask an administrator of your organisation whether its provider works, and for a link ' +
      'if you have not joined with this account.';
    reply
      .code(400)
      .headers(PAGE_HEADERS)
      .send(messagePage('This did not work', text, undefined, this.config.PUBLIC_URL));
  }
}
