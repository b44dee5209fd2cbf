import { Module } from '@nestjs/common';
import { FreezeController } from './freeze/freeze.controller.js';
import { FreezeAccountHandler } from './freeze/freeze.handler.js';

@Module({ controllers: [FreezeController], providers: [FreezeAccountHandler] })
export class ResetsModule {}
