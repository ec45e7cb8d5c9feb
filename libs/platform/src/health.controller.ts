import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  type HealthCheckResult,
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { MessagingHealth } from '@landbridge/messaging';
import type { Connection } from 'mongoose';
import { register } from 'prom-client';
import { Public } from './identity/caller.ts';
import { Problem } from './problem.ts';
import { SERVES_WHILE_STUCK } from './tokens.ts';

/** For the platform that runs the service: is it alive, may it get requests, what does it measure. */
@Public()
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @InjectConnection() private readonly connection: Connection,
    @Inject(MessagingHealth) private readonly messaging: MessagingHealth,
    @Inject(SERVES_WHILE_STUCK) private readonly servesWhileStuck: boolean,
  ) {}

  @Get('health/live')
  live() {
    return this.check([() => this.report('messaging', this.messaging.alive())]);
  }

  @Get('health/ready')
  ready() {
    const serves = this.servesWhileStuck ? this.messaging.alive() : this.messaging.ready();
    return this.check([() => this.pingStore(), () => this.report('messaging', serves)]);
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
  }

  private async check(indicators: HealthIndicatorFunction[]): Promise<HealthCheckResult> {
    try {
      return await this.health.check(indicators);
    } catch (error) {
      throw error instanceof ServiceUnavailableException ? notWell(error.getResponse() as HealthCheckResult) : error;
    }
  }

  private report(part: string, up: boolean): HealthIndicatorResult {
    const check = this.indicator.check(part);
    return up ? check.up() : check.down();
  }

  private async pingStore(): Promise<HealthIndicatorResult> {
    const up = await this.connection.db?.command({ ping: 1 }, { timeoutMS: 1000 }).then(
      () => true,
      () => false,
    );
    return this.report('mongodb', up === true);
  }
}

function notWell({ error = {} }: HealthCheckResult): Problem {
  const down = Object.keys(error);
  return new Problem({
    type: 'not-well',
    status: 503,
    title: 'The service is not well',
    detail: `Down: ${down.join(', ')}.`,
    members: { down },
  });
}
