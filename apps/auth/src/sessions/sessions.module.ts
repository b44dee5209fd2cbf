import { Module } from '@nestjs/common';
import { EndOtherSessionsController } from './end-other-sessions/end-other-sessions.controller.js';
import { EndOtherSessionsHandler } from './end-other-sessions/end-other-sessions.handler.js';
import { EndSessionController } from './end-session/end-session.controller.js';
import { EndSessionHandler } from './end-session/end-session.handler.js';
import { EndSessionsByStaffController } from './end-sessions-by-staff/end-sessions-by-staff.controller.js';
import { ListSessionsController } from './list-sessions/list-sessions.controller.js';
import { ListSessionsHandler } from './list-sessions/list-sessions.query.js';
import { ShowSessionController } from './show-session/show-session.controller.js';
import { SignOutController } from './sign-out/sign-out.controller.js';

@Module({
  controllers: [ShowSessionController, SignOutController, ListSessionsController, EndSessionController, EndOtherSessionsController, EndSessionsByStaffController],
  providers: [EndSessionHandler, EndOtherSessionsHandler, ListSessionsHandler],
})
export class SessionsModule {}
