import { Module } from '@nestjs/common';
import { LiveController } from './live/live.controller.js';
import { LiveEvents } from './live/live-events.js';
import { ProveActionController } from './prove-action/prove-action.controller.js';
import { ShowMyselfController } from './show-myself/show-myself.controller.js';

/** What belongs to the console as a whole; what staff do to accounts is where accounts, devices, sessions and resets are. */
@Module({ controllers: [ShowMyselfController, ProveActionController, LiveController], providers: [LiveEvents] })
export class ConsoleModule {}
