import type { FastifyReply } from 'fastify';
import { SignInNotFound } from '#domain/account/errors.js';
import type { Clock } from '../platform/clock.js';
import type { CommandIds } from '../platform/http/command-ids.js';
import { clearHostCookie, readHostCookie, setHostCookie, type HostCookieName } from '../platform/http/cookies.js';
import type { CsrfTokens } from '../platform/http/csrf.js';
import { contextOf, type RequestContext, type WithRaw } from '../platform/http/request-context.js';
import { secondsUntil } from '#domain/kernel/instant.js';
import { bearerOf } from './bearer.js';
import { sessionCookie } from './session-auth.js';
import type { SignInAnswer } from './sign-in.schemas.js';
import type { StepResult } from './steps.js';
import type { Ticket, Tickets } from './ticket.js';

export const signInCookie: HostCookieName = '__Host-vestibule-sign-in';
const deviceCookie: HostCookieName = '__Host-vestibule-device';
const deviceCookieSeconds = 400 * 24 * 60 * 60;

/** A request that belongs to a sign-in under way. */
export interface FlowRequest {
  readonly ticket: Ticket;
  readonly context: RequestContext;
  /** The command this request asks for; the same for its repetition. */
  readonly commandId: string;
}

/** Which device asks: a browser's cookie says it, a native client itself; `null` for a new one. */
export const deviceIdIn = (request: WithRaw, { client, deviceId }: { readonly client: 'web' | 'native'; readonly deviceId?: string | undefined }): string | null =>
  (client === 'web' ? readHostCookie(request, deviceCookie) : deviceId) ?? null;

/** Turns requests into tickets and results into cookies (web) or tokens (native). */
export class FlowHttp {
  constructor(
    private readonly tickets: Tickets,
    private readonly csrf: CsrfTokens,
    private readonly commandIds: CommandIds,
    private readonly clock: Clock,
  ) {}

  /**
   * @param signInId the id in the path; it must be the ticket's
   * @throws SignInNotFound, CsrfRejected
   */
  request(request: WithRaw, signInId: string | null, route: string, body: unknown = null): FlowRequest {
    const context = contextOf(request);
    const bearer = bearerOf(request);
    const credential = bearer ?? readHostCookie(request, signInCookie);
    const ticket = credential === undefined ? undefined : this.tickets.open(credential, this.clock.now());
    if (credential === undefined || ticket === undefined) throw new SignInNotFound('no ticket');
    // A ticket made for one kind of client is worth nothing to the other.
    if ((ticket.client === 'native') !== (bearer !== undefined)) throw new SignInNotFound('ticket of another client');
    if (signInId !== null && ticket.id !== signInId) throw new SignInNotFound('ticket of another sign-in');
    if (bearer === undefined && signInId !== null) this.csrf.demand(request, credential);
    return { ticket, context, commandId: this.commandIds.commandIdFor(context, credential, route, body) };
  }

  /** Sets what the client needs for its next call and completes the answer with it. */
  reply(reply: FastifyReply, { answer, ticket, session }: StepResult): SignInAnswer {
    const token = this.tickets.seal(ticket);
    if (ticket.client === 'native') return { ...answer, token };
    const now = this.clock.now();
    setHostCookie(reply, signInCookie, token, { maxAgeSeconds: secondsUntil(ticket.expiresAt, now) });
    if (ticket.deviceId !== null) setHostCookie(reply, deviceCookie, ticket.deviceId, { maxAgeSeconds: deviceCookieSeconds });
    if (session !== null) {
      setHostCookie(reply, sessionCookie, session.token, { maxAgeSeconds: secondsUntil(session.expiresAt, now) });
    }
    return { ...answer, csrfToken: this.csrf.tokenFor(token) };
  }

  forget(reply: FastifyReply): void {
    clearHostCookie(reply, signInCookie);
  }
}
