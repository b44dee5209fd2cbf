import { Module } from '@nestjs/common';
import { ApproveResetController } from './approve-reset/approve-reset.controller.js';
import { ApproveResetHandler } from './approve-reset/approve-reset.handler.js';
import { FreezeController } from './freeze/freeze.controller.js';
import { FreezeAccountHandler } from './freeze/freeze.handler.js';
import { resetHandlers } from './index.js';
import { ListResetsController } from './list-resets/list-resets.controller.js';
import { ListOpenResetsHandler, ListResetsHandler, ShowResetHandler } from './list-resets/list-resets.query.js';
import { RejectResetController } from './reject-reset/reject-reset.controller.js';
import { RequestResetController } from './request-reset/request-reset.controller.js';
import { ResetRequests } from './reset-requests.js';
import { StaffToTell } from './staff-to-tell.js';

@Module({
  controllers: [FreezeController, RequestResetController, ListResetsController, ApproveResetController, RejectResetController],
  providers: [StaffToTell, FreezeAccountHandler, ResetRequests, ApproveResetHandler, ListOpenResetsHandler, ListResetsHandler, ShowResetHandler, ...resetHandlers],
})
export class ResetsModule {}
