import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { Random } from '../random.js';
import type { Hosts, Site } from './hosts.js';
import { clientAddress, type TrustedProxies } from './source-address.js';

/** Who asks, from where: what every event made by a request says about it. */
export interface RequestContext {
  /** UUID, new for every request; it is in the answer's `X-Request-Id` and in every problem. */
  readonly requestId: string;
  /** The caller's well-formed `X-Request-Id`, else the request id. */
  readonly correlationId: string;
  /** IP address of the client; `unknown` when there is none. Proxy headers count only from a configured proxy. */
  readonly sourceAddress: string;
  /** At most 256 characters, control characters escaped; empty when there is none. */
  readonly userAgent: string;
  /** The host that was asked. */
  readonly site: Site;
  /** RFC 3339 UTC milliseconds. */
  readonly receivedAt: string;
  /** The caller's `Idempotency-Key`: 1 to 128 visible ASCII characters. */
  readonly idempotencyKey?: string;
}

/** The part of a Fastify request that leads to its context. */
export interface WithRaw {
  readonly raw: IncomingMessage;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** The context of a request this service has taken. */
export function contextOf(request: WithRaw): RequestContext {
  const context = contexts.get(request.raw);
  if (context === undefined) throw new Error('the request came in past the adapter of platform/http');
  return context;
}

/** Controller parameter: `@Context() context: RequestContext`. */
export const Context = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  contextOf(execution.switchToHttp().getRequest<WithRaw>()),
);

export interface ContextSources {
  readonly clock: Clock;
  readonly random: Random;
  readonly trustedProxies: TrustedProxies;
  readonly hosts: Hosts;
}

/** Makes the context as soon as the request's headers are read, before routing, so that refusals have one too. */
export function openContext(raw: IncomingMessage, { clock, random, trustedProxies, hosts }: ContextSources): RequestContext {
  const requestId = random.uuid();
  const idempotencyKey = header(raw, 'idempotency-key');
  const context: RequestContext = {
    requestId,
    correlationId: correlationIdOf(raw) ?? requestId,
    sourceAddress: clientAddress(raw, trustedProxies),
    userAgent: printable(header(raw, 'user-agent') ?? '', 256),
    site: hosts.siteOf(raw),
    receivedAt: clock.now(),
    ...(idempotencyKey !== undefined && isIdempotencyKey(idempotencyKey) && { idempotencyKey }),
  };
  contexts.set(raw, context);
  return context;
}

/** For answers to what never became a request (a broken request line). */
export const strayRequestId = (): string => randomUUID();

export const isIdempotencyKey = (text: string): boolean => /^[\x21-\x7e]{1,128}$/.test(text);

/** One value of a header; `undefined` when it is absent or, where that is possible, given twice. */
export function header(raw: IncomingMessage, name: string): string | undefined {
  const value = raw.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function correlationIdOf(raw: IncomingMessage): string | undefined {
  const given = header(raw, 'x-request-id');
  return given !== undefined && /^[A-Za-z0-9._:-]{1,128}$/.test(given) ? given : undefined;
}

/** Control and direction characters as `\u….`, then cut: a log line or a page shows the text as one line. */
export function printable(text: string, maxLength: number): string {
  if (text.length <= maxLength && /^[\x20-\x7e]*$/.test(text)) return text;
  return [...text]
    .map((character) => (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(character) ? escaped(character) : character))
    .join('')
    .slice(0, maxLength)
    .replace(/[\ud800-\udbff]$/, '');
}

const escaped = (character: string): string =>
  [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
