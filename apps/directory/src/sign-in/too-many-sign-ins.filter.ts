import { SERVICE_CONFIG } from '@landbridge/platform';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { DirectoryConfig } from '../directory.config.ts';
import { messagePage, PAGE_HEADERS } from './pages.ts';
import { TooManySignIns } from './sign-ins-of-people.ts';

/** Says to wait. */
@Catch(TooManySignIns)
export class TooManySignInsFilter implements ExceptionFilter<TooManySignIns> {
  constructor(@Inject(SERVICE_CONFIG) private readonly config: DirectoryConfig) {}

  catch(_error: TooManySignIns, host: ArgumentsHost): void {
    const text = 'You have signed in very often within an hour. Wait up to an hour, then go back to where you came from and begin again.';
    host
      .switchToHttp()
      .getResponse<FastifyReply>()
      .code(429)
      .headers({ ...PAGE_HEADERS, 'retry-after': '3600' })
      .send(messagePage('Too many sign-ins', text, undefined, this.config.PUBLIC_URL));
  }
}
