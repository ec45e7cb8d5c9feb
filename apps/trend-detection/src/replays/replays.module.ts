import { Module } from '@nestjs/common';
import { TrendsModule } from '../trends/trends.module.ts';
import { TrendReplay } from './trend-replay.ts';

@Module({ imports: [TrendsModule], providers: [TrendReplay] })
export class ReplaysModule {}
