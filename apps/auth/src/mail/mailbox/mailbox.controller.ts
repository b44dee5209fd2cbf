import { randomBytes } from 'node:crypto';
import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DevelopmentMailbox, type KeptMail } from './development-mailbox.js';
import { mailboxPage } from './mailbox-page.js';

/** The development mailbox in a browser. Registered only where that mailbox is: in production these routes do not exist. */
@ApiExcludeController()
@Controller('dev')
export class MailboxController {
  constructor(private readonly mailbox: DevelopmentMailbox) {}

  @Get('mailbox')
  newest(@Res() reply: FastifyReply, @Query('to') to?: string | readonly string[]): void {
    const mails = this.mailbox.list(one(to));
    this.show(reply, mails, mails[0], one(to));
  }

  /** For tests: the newest first. */
  @Get('mailbox.json')
  json(@Query('to') to?: string | readonly string[], @Query('limit') limit?: string): { mails: readonly KeptMail[] } {
    const most = Number(limit ?? Infinity);
    return { mails: this.mailbox.list(one(to)).slice(0, most >= 0 ? most : 0) };
  }

  @Get('mailbox/:id')
  single(@Res() reply: FastifyReply, @Param('id') id: string, @Query('to') to?: string | readonly string[]): void {
    this.show(reply, this.mailbox.list(one(to)), this.mail(id), one(to));
  }

  /** The mail itself, for the sandboxed frame: its own inline styles, no script, nothing loaded, framed by us alone. */
  @Get('mailbox/:id/html')
  html(@Res() reply: FastifyReply, @Param('id') id: string): void {
    const { html } = this.mail(id);
    void reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox ${SANDBOX}`,
        'x-frame-options': 'SAMEORIGIN',
        'cache-control': 'no-store',
      })
      // A link in the frame opens beside it: what it leads to may not be framed.
      .send(html.replace('<head>', '<head>\n<base target="_blank">'));
  }

  private show(reply: FastifyReply, mails: readonly KeptMail[], selected: KeptMail | undefined, to: string): void {
    const nonce = randomBytes(16).toString('base64url');
    void reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
        'cache-control': 'no-store',
      })
      .send(mailboxPage({ mails, selected, to, nonce }));
  }

  private mail(id: string): KeptMail {
    const mail = this.mailbox.find(id);
    if (mail === undefined) throw new NotFoundException();
    return mail;
  }
}

const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox';

/** A parameter that is given twice arrives as a list. */
const one = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : (value?.[0] ?? ''));
