import { type Caller, CurrentCaller, RequireScope, SERVICE_CONFIG } from '@landbridge/platform';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationParams } from '../organisations/organisation.bodies.ts';
import { requireAdministrator } from '../people/administrators.ts';
import { authorOf } from '../policy/author.ts';
import type { AgencyProvider } from './agency-provider.schema.ts';
import { AgencyProvidersService } from './agency-providers.service.ts';
import { callbackOf } from './callback.ts';
import { NewSignInProvider, SignInProviderView } from './sign-in-provider.bodies.ts';

/** The organisation's own OpenID provider, at which its people may sign in. */
@ApiTags('people')
@ApiBearerAuth()
@Controller('v1/organisations/:id/sign-in-provider')
@RequireScope('operator', 'directory:write')
export class SignInProviderController {
  constructor(
    private readonly providers: AgencyProvidersService,
    @Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig,
  ) {}

  @Get()
  @ApiOkResponse({ type: SignInProviderView })
  async get(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<SignInProviderView> {
    requireAdministrator(caller, id);
    return this.view(await this.providers.get(id));
  }

  /** Sets or changes it, once it has answered. With another issuer, whoever came by the old one is signed out and needs a new link. */
  @Put()
  @ApiOkResponse({ type: SignInProviderView })
  async put(
    @Param() { id }: OrganisationParams,
    @Body() body: NewSignInProvider,
    @CurrentCaller() caller: Caller,
  ): Promise<SignInProviderView> {
    requireAdministrator(caller, id);
    return this.view(await this.providers.put(id, body, authorOf(caller)));
  }

  /** Whoever came by it is signed out and needs a new link. */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<void> {
    requireAdministrator(caller, id);
    await this.providers.remove(id, authorOf(caller));
  }

  private view({ _id: id, name, issuer, clientId, acrValues, changedAt }: AgencyProvider): SignInProviderView {
    return { name, issuer, clientId, acrValues, callback: callbackOf(this.config.PUBLIC_URL, id), changedAt: changedAt.toISOString() };
  }
}
