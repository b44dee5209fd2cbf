import { Module } from '@nestjs/common';
import { ShowHistoryHandler } from './show-history/show-history.handler.js';

@Module({ providers: [ShowHistoryHandler] })
export class AuditModule {}
