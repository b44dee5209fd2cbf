import { Module } from '@nestjs/common';
import { CloseCaseController } from './close-case.controller.js';
import { ListCasesController } from './list-cases.controller.js';
import { ListCasesHandler, ListOpenCasesHandler } from './list-cases.query.js';

@Module({ controllers: [ListCasesController, CloseCaseController], providers: [ListCasesHandler, ListOpenCasesHandler] })
export class CasesModule {}
