import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { confirm } from './confirm.js';
import { Failure } from './failure.js';
import type { Operator } from './operator.js';
import { type CommonOptions, email, name, wholeNumber } from './options.js';
import { moment } from './output.js';
import { accountsText, accountText, csvText, historyText, ownerText } from './texts.js';

type ForOperator = (options: CommonOptions) => Operator;

/** Making accounts and looking at them. @returns the group, for the commands that staff use on one account */
export function addAccountCommands(program: Command, operatorFor: ForOperator): Command {
  program
    .command('owner')
    .description('owners: the only accounts that make others staff')
    .command('create')
    .description('make an owner and print a link that works once, for 15 minutes; asked again before it was used, it prints a new one')
    .addOption(email())
    .addOption(name("the owner's name"))
    .action(async (options: CommonOptions & { email: string; name: string }, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('owner.create', { email: options.email, name: options.name }), ownerText);
    });

  const group = program.command('account').description('the accounts of providers and staff');

  group
    .command('invite')
    .description('invite one person: a mail with a link, by which the person chooses a password')
    .addOption(email())
    .addOption(name("the person's name"))
    .option('--organization <organization>', 'id or name; without it the account belongs to none')
    .option('--language <tag>', 'language of the mails, such as en or de')
    .action(async (options: CommonOptions & { email: string; name: string; organization?: string; language?: string }, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const { email: address, name: called, organization = null, language = null } = options;
      const answer = await operator.ask('account.invite', { email: address, name: called, organization, language });
      operator.output.answer(answer, () => `${answer.email} is invited; the link is open until ${moment(answer.expiresAt)}. The account's id is ${answer.accountId}.`);
    });

  group
    .command('invite-csv <file>')
    .description('invite everybody in a file of email,name[,language] (UTF-8; separated by comma, semicolon or tab; a first line may name the columns), and report line by line')
    .option('--organization <organization>', 'id or name; without it the accounts belong to none')
    .action(async (file: string, options: CommonOptions & { organization?: string }, command: Command) => {
      const all = command.optsWithGlobals<CommonOptions>();
      const operator = operatorFor(all);
      const text = await readText(file);
      await confirm(operator.output, all.yes === true, `${text.split('\n').filter((line) => line.trim() !== '').length} line(s): everybody new in ${file} gets a mail.`);
      const answer = await operator.ask('account.inviteCsv', { text, organization: options.organization ?? null });
      operator.output.answer(answer, csvText);
      // For scripts: something is left to do.
      if (answer.wrong > 0) throw new Failure(`${answer.wrong} of ${answer.lines.length} lines were wrong; mend them and run the file again: nobody is invited twice.`);
    });

  group
    .command('resend-invitation <account>')
    .description('send the invitation once more (id or e-mail address); the older link is void')
    .action(async (account: string, _options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      const answer = await operator.ask('account.resendInvitation', { account });
      operator.output.answer(answer, () => `A new invitation is on its way to ${account}; its link is open until ${moment(answer.expiresAt)}.`);
    });

  group
    .command('list')
    .description('accounts by name')
    .option('--search <text>', 'parts of the address, the name or the organization')
    .option('--limit <number>', 'at most so many', wholeNumber(1, 100_000), 100)
    .action(async (options: CommonOptions & { search?: string; limit: number }, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('account.list', { search: options.search ?? null, limit: options.limit }), accountsText);
    });

  group
    .command('show <account>')
    .description('one account as its log tells it (id or e-mail address)')
    .action(async (account: string, _options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('account.show', { account }), accountText);
    });

  program
    .command('history <account>')
    .description('everything that happened to an account (id or e-mail address), oldest first, one sentence each; --json has every field but the secret ones')
    .action(async (account: string, _options: CommonOptions, command: Command) => {
      const operator = operatorFor(command.optsWithGlobals());
      operator.output.answer(await operator.ask('account.history', { account }), historyText);
    });

  return group;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code === 'EACCES' ? 'it may not be read' : String(code);
    throw new Failure(`${file} cannot be read: ${why}.`);
  }
}
