import { CurrentOrganisation, RequireScope, type OrganisationCaller } from '@landbridge/platform';
import { Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NotificationConfig } from '../notification.config.ts';
import { pageOf, readPlace } from '../pages/place.ts';
import { InboxPage, InboxParams, InboxQuery, type InboxItemView } from './inbox.bodies.ts';
import type { InboxItem } from './inbox-item.schema.ts';
import { InboxReading } from './inbox.reading.ts';

const PAGE = 50;

/** An organisation's inbox; a person finds in it besides what is for that person alone. */
@ApiTags('inbox')
@ApiBearerAuth()
@RequireScope('reports:read')
@Controller('v1/inbox')
export class InboxController {
  constructor(
    private readonly inbox: InboxReading,
    private readonly config: NotificationConfig,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'List what is to be looked at', description: 'The newest first, for a year.' })
  @ApiOkResponse({ type: InboxPage })
  async list(
    @Query() { unread = false, cursor, limit = PAGE }: InboxQuery,
    @CurrentOrganisation() caller: OrganisationCaller,
  ): Promise<InboxPage> {
    const found = await this.inbox.page(caller, unread, cursor === undefined ? undefined : readPlace(cursor), limit + 1);
    const { rows, ...next } = pageOf(found, limit, ({ at, _id: id }) => ({ at, id }));
    return { items: rows.map((item) => this.viewOf(item)), ...next };
  }

  /** For everybody whose item it is. Again is no error. */
  @Post(':id/read')
  @HttpCode(204)
  @ApiNoContentResponse()
  async read(@Param() { id }: InboxParams, @CurrentOrganisation() caller: OrganisationCaller): Promise<void> {
    await this.inbox.markRead(caller, id);
  }

  private viewOf({ _id: id, kind, subject, at, read }: InboxItem): InboxItemView {
    const path = kind === 'access-requested' || kind === 'access-decided' ? 'access-requests' : 'reports';
    return { id, kind, subject, link: `${this.config.INGESTION_URL}/v1/${path}/${subject}`, at: at.toISOString(), read };
  }
}
