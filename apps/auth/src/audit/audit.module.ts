import { Module } from '@nestjs/common';
import { AccountHistoryController } from './account-history/account-history.controller.js';
import { DisputeActivityHandler } from './own-history/dispute-activity.handler.js';
import { OwnHistoryController } from './own-history/own-history.controller.js';
import { ShowOwnHistoryHandler } from './own-history/own-history.handler.js';
import { ShowHistoryHandler } from './show-history/show-history.handler.js';

@Module({ controllers: [OwnHistoryController, AccountHistoryController], providers: [ShowHistoryHandler, ShowOwnHistoryHandler, DisputeActivityHandler] })
export class AuditModule {}
