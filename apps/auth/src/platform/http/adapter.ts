import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { NotFoundException, UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { demandOwnOrigin } from './origin-check.js';
import { problemHeaders, problemOf, type Refusal, RequestInvalid } from './problem.js';
import { sendProblem } from './problem.filter.js';
import { type ContextSources, contextOf, header, isIdempotencyKey, openContext, strayRequestId } from './request-context.js';
import { baseHeaders, fixedPagePolicy } from './security-headers.js';
import { parseStrictJson } from './strict-json.js';

export interface HttpOptions extends ContextSources {
  readonly production: boolean;
  readonly bodyLimitBytes: number;
  readonly jsonDepth: number;
  readonly headerLimitBytes: number;
  readonly headersTimeoutSeconds: number;
  readonly requestTimeoutSeconds: number;
  readonly keepAliveSeconds: number;
  /** Pages whose inline blocks are allowed by hash: those of the API description. */
  readonly fixedPages?: readonly string[];
  /** Called when an answer is out. */
  readonly onAnswer?: (request: FastifyRequest, reply: FastifyReply) => void;
  /** A span for each request to the API. */
  readonly trace?: ((fastify: FastifyInstance) => void) | undefined;
}

/**
 * Fastify as this service wants it, before Nest adds its routes: request context, security headers, origin check and
 * strict JSON are there for every request, also for those that no route takes.
 *
 * Use with `NestFactory.create(module, httpAdapter(options), { bodyParser: false })` and the `ProblemFilter`.
 */
export function httpAdapter(options: HttpOptions): FastifyAdapter {
  const headers = baseHeaders(options.production);
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: options.requestTimeoutSeconds * 1_000,
    keepAliveTimeout: options.keepAliveSeconds * 1_000,
    http: { maxHeaderSize: options.headerLimitBytes, headersTimeout: options.headersTimeoutSeconds * 1_000 },
    // A request on a connection that is already open is answered while the service stops.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 128 },
    genReqId: (raw: IncomingMessage) => openContext(raw, options).requestId,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...headers, 'x-request-id': contextOf(request).requestId });
      sendProblem(error, request, reply);
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, headers),
  });
  adapter.setOnRequestHook((request, reply, done) => {
    void reply.headers({ ...headers, 'x-request-id': contextOf(request).requestId });
    demandIdempotencyKey(request.raw);
    const { site } = contextOf(request);
    demandOwnOrigin(request.raw, options.hosts.originOf(site));
    const elsewhere = options.hosts.elsewhere(site, request.routeOptions.url, request.url);
    if (elsewhere === 'nowhere') throw new NotFoundException();
    if (elsewhere !== undefined) return void reply.redirect(elsewhere);
    done();
  });
  const fastify = adapter.getInstance();
  options.trace?.(fastify);
  fastify.addHook('onResponse', (request, reply, done) => {
    options.onAnswer?.(request, reply);
    done();
  });
  allowFixedPages(adapter, new Set(options.fixedPages));
  takeOnlyStrictJson(adapter, options);
  return adapter;
}

function takeOnlyStrictJson(adapter: FastifyAdapter, { bodyLimitBytes, jsonDepth }: HttpOptions): void {
  adapter.getInstance().removeAllContentTypeParsers();
  adapter.useBodyParser('application/json', false, { bodyLimit: bodyLimitBytes }, (request, body, done) => {
    const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset !== undefined && charset.toLowerCase() !== 'utf-8') throw new UnsupportedMediaTypeException();
    done(null, parseStrictJson(body, jsonDepth));
  });
  // Nest adds a parser for forms unless there is one.
  adapter.useBodyParser('application/x-www-form-urlencoded', false, { bodyLimit: bodyLimitBytes }, () => {
    throw new UnsupportedMediaTypeException();
  });
}

function allowFixedPages(adapter: FastifyAdapter, paths: ReadonlySet<string>): void {
  adapter.getInstance().addHook('onSend', (request, reply, payload, done) => {
    const isPage = typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html');
    if (isPage && paths.has(request.url.split('?')[0] ?? '')) {
      void reply.header('content-security-policy', fixedPagePolicy(payload));
    }
    done(null, payload);
  });
}

function demandIdempotencyKey(raw: IncomingMessage): void {
  const given = raw.headers['idempotency-key'];
  if (given === undefined) return;
  if (!isIdempotencyKey(header(raw, 'idempotency-key') ?? '')) {
    throw new RequestInvalid([{ path: 'Idempotency-Key', message: '1 to 128 visible ASCII characters' }]);
  }
}

const BROKEN: Refusal = { status: 400, code: 'request.invalid', detail: 'This is not an HTTP request.' };
const BROKEN_BY_CODE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'request.headersTooLarge', detail: 'The headers are larger than this service takes.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request.timeout', detail: 'The request took too long to arrive.' },
};

/** What the parser of Node could not read never becomes a request: the answer is written by hand. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex, headers: Readonly<Record<string, string>>): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const refusal = BROKEN_BY_CODE[error.code ?? ''] ?? BROKEN;
  const problem = problemOf(refusal, strayRequestId());
  const body = JSON.stringify(problem);
  const lines = Object.entries({
    ...headers,
    ...problemHeaders(refusal),
    'x-request-id': problem.requestId,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${refusal.status} ${problem.title}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
