import { Module } from '@nestjs/common';
import { ListGivenUpMailsHandler } from './list-given-up-mails.query.js';
import { RetryMailHandler } from './retry-mail.handler.js';

/** For operators, also where no mail is sent. */
@Module({ providers: [ListGivenUpMailsHandler, RetryMailHandler] })
export class GivenUpMailsModule {}
