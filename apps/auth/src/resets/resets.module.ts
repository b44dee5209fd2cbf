import { Module } from '@nestjs/common';
import { FreezeController } from './freeze/freeze.controller.js';
import { FreezeAccountHandler } from './freeze/freeze.handler.js';
import { resetHandlers } from './index.js';

@Module({ controllers: [FreezeController], providers: [FreezeAccountHandler, ...resetHandlers] })
export class ResetsModule {}
