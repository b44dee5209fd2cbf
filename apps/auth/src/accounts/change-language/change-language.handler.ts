import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { originOf } from '../../flow/origin.js';
import type { CurrentSession } from '../../flow/session-auth.js';
import { Clock } from '../../platform/clock.js';
import { Accounts } from '../../platform/event-log/aggregates.js';
import { AccountDataInvalid, demandLanguage } from '../account-data.js';

export class ChangeLanguage extends Command<void> {
  constructor(
    readonly current: CurrentSession,
    readonly language: string,
    readonly commandId: string,
  ) {
    super();
  }
}

@CommandHandler(ChangeLanguage)
export class ChangeLanguageHandler implements ICommandHandler<ChangeLanguage> {
  constructor(
    private readonly accounts: Accounts,
    private readonly clock: Clock,
  ) {}

  async execute({ current: { accountId, session, context }, language: typed, commandId }: ChangeLanguage): Promise<void> {
    const language = demandLanguage(typed);
    if (language === null) throw new AccountDataInvalid('language', 'A language tag is needed; such as en or de.');
    await this.accounts.decideAndAppend(
      accountId,
      { type: 'ChangeLanguage', now: this.clock.now(), data: { sessionId: session.id, language } },
      originOf(context, { kind: 'account', accountId }, commandId),
    );
  }
}
