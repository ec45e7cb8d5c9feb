import { Controller, Get, Header, Inject } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { MessagingHealth } from '@landbridge/messaging';
import type { Connection } from 'mongoose';
import { register } from 'prom-client';
import { Public } from './identity/caller.ts';

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
  ) {}

  @Get('health/live')
  live() {
    return this.health.check([() => this.report('messaging', this.messaging.alive())]);
  }

  @Get('health/ready')
  ready() {
    return this.health.check([() => this.pingStore(), () => this.report('messaging', this.messaging.ready())]);
  }

  @Get('metrics')
  @Header('content-type', register.contentType)
  metrics(): Promise<string> {
    return register.metrics();
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
