import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type { PinoLogger };

/** Names under which a value never reaches a log, up to two levels deep. */
const SECRET_NAMES = [
  'password', 'currentPassword', 'newPassword', 'code', 'recoveryCode', 'token', 'csrfToken', 'secret', 'uri', 'credential',
  'cookie', 'authorization', 'email', 'to', 'key', 'pepper', 'smtpUrl',
] as const;

export interface LoggerOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/** JSON, one object a line, instants as RFC 3339 UTC with milliseconds. */
export function createLogger({ level, destination = pino.destination({ dest: 1, sync: true }) }: LoggerOptions): PinoLogger {
  const escaping: DestinationStream = { write: (line) => destination.write(escapeControls(line)) };
  return pino(
    {
      level,
      base: { service: 'vestibule' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
      serializers: { err: describeError },
    },
    escaping,
  );
}

/** Parts of Nest that name every module and route at every start. */
const NOISY = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

/** What Nest and its `Logger`s write goes into the same lines: `app.useLogger(new NestLogger(logger))`. */
export class NestLogger implements LoggerService {
  /** @param onAlarm called with the name of each line that somebody has to look at */
  constructor(
    private readonly logger: PinoLogger,
    private readonly onAlarm: (alarm: string) => void = () => {},
  ) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.write(NOISY.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Nest puts the context last, and for errors the stack before it. */
  private write(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace', message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.slice(0, -1).find((value) => typeof value === 'string');
    const fields = {
      ...(typeof context === 'string' && { context }),
      ...(stack !== undefined && { stack }),
      ...(message instanceof Error ? { err: message } : typeof message === 'object' && message !== null ? message : {}),
    };
    if ('alarm' in fields && typeof fields.alarm === 'string') this.onAlarm(fields.alarm);
    if (message instanceof Error || (typeof message === 'object' && message !== null)) this.logger[level](fields);
    else this.logger[level](fields, String(message));
  }
}

/** Name, message, stack and causes; nothing that a library hung on the error (a mail, a statement, a header). */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** What JSON leaves as it is and a terminal obeys: C1 controls, line separators, changes of direction. */
const escapeControls = (line: string): string =>
  line.replace(/[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
