import { Module } from '@nestjs/common';
import { AccountHistoryController } from './account-history/account-history.controller.js';
import { DisputeActivityHandler } from './own-history/dispute-activity.handler.js';
import { OwnHistoryController } from './own-history/own-history.controller.js';
import { ShowOwnHistoryHandler } from './own-history/own-history.handler.js';
import { reviewingControllers, reviewingProviders } from './reviewing.js';
import { ShowHistoryHandler } from './show-history/show-history.handler.js';

@Module({ controllers: [OwnHistoryController, AccountHistoryController, ...reviewingControllers], providers: [ShowHistoryHandler, ShowOwnHistoryHandler, DisputeActivityHandler, ...reviewingProviders] })
export class AuditModule {}
