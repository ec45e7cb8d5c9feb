import { CurrentCaller, Problem, RequireScope, type Caller } from '@landbridge/platform';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OrganisationParams } from '../organisations/organisation.bodies.ts';
import { ORGANISATION_SCOPES } from '../openid/scopes.ts';
import { authorOf } from '../policy/author.ts';
import { requireSelfOrOperator } from '../self-or-operator.ts';
import { CredentialList, CredentialParams, NewCredential, WantedCredential } from './credential.bodies.ts';
import { CredentialsService } from './credentials.service.ts';

@ApiTags('credentials')
@ApiBearerAuth()
@Controller('v1/organisations/:id/credentials')
@RequireScope('operator', 'directory:write')
export class CredentialsController {
  constructor(private readonly credentials: CredentialsService) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiCreatedResponse({ type: NewCredential })
  issue(@Param() { id }: OrganisationParams, @Body() wanted: WantedCredential, @CurrentCaller() caller: Caller): Promise<NewCredential> {
    requireSelfOrOperator(caller, id);
    return this.credentials.issue(id, { ...wanted, ...scopesFor(wanted.scopes, caller) });
  }

  @Get()
  @ApiOkResponse({ type: CredentialList })
  async list(@Param() { id }: OrganisationParams, @CurrentCaller() caller: Caller): Promise<CredentialList> {
    requireSelfOrOperator(caller, id);
    const found = await this.credentials.list(id);
    return {
      credentials: found.map(({ _id: clientId, publicKey, scopes = ORGANISATION_SCOPES, createdAt, revokedAt }) => ({
        clientId,
        byKey: publicKey !== undefined,
        scopes: [...scopes],
        createdAt: createdAt.toISOString(),
        ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
      })),
    };
  }

  @Delete(':clientId')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(@Param() { id, clientId }: CredentialParams, @CurrentCaller() caller: Caller): Promise<void> {
    requireSelfOrOperator(caller, id);
    await this.credentials.revoke(id, clientId, authorOf(caller));
  }
}

/**
 * A machine hands on no more than it holds itself; people and the operator decide on all.
 * @throws Problem 403
 */
function scopesFor(wanted: readonly string[] | undefined, caller: Caller): Pick<WantedCredential, 'scopes'> {
  if (caller.kind !== 'organisation' || caller.person) return wanted ? { scopes: [...wanted] } : {};
  const own = ORGANISATION_SCOPES.filter((scope) => caller.scopes.includes(scope));
  const beyond = (wanted ?? []).filter((scope) => !own.some((held) => held === scope));
  if (beyond.length === 0) return { scopes: wanted ? [...wanted] : own };
  throw new Problem({
    type: 'beyond-own-scopes',
    status: 403,
    title: 'Not allowed',
    detail: `This token holds no ${beyond.join(', ')}; ask with one that does, or as an administrator.`,
  });
}
