import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';
import type { ErrorCode } from './error-catalogue.js';
import { TellsRefusals } from './refusals.js';

/** What a request has to bring: nothing, the cookie or token of a sign-in under way, or that of a session; `staff`: of one that opens the console. */
export type Credential = 'none' | 'sign-in' | 'session' | 'session-or-none' | 'staff';

export interface Described {
  /** `operationId`: what generators of clients name their function. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly credential: Credential;
  /** What a success answers; nothing: 204. */
  readonly answers?: ZodType;
  readonly status?: number;
  /** The error codes it may refuse with, besides those that its credential, its body or every route bring along. */
  readonly refuses?: readonly ErrorCode[];
}

/** Read, and taken out again, where the document is completed. */
export const CREDENTIAL_EXTENSION = 'x-credential';
/** Stays in the document: the codes that are this operation's own. */
export const REFUSES_EXTENSION = 'x-refuses';

/** Describes one operation for `/api/openapi.json`; the error codes become its problem answers, and what is refused to staff is told. */
export const Describes = ({ id, summary, description, credential, answers, status, refuses = [] }: Described): MethodDecorator =>
  applyDecorators(
    ApiOperation({ operationId: id, summary, ...(description !== undefined && { description }) }),
    ApiResponse({
      status: status ?? (answers === undefined ? 204 : 200),
      description: answers?.description ?? 'Done; there is nothing to say.',
      ...(answers !== undefined && { standardSchema: answers }),
    }),
    ApiExtension(CREDENTIAL_EXTENSION, credential),
    ApiExtension(REFUSES_EXTENSION, [...refuses]),
    ...(credential === 'staff' ? [UseInterceptors(TellsRefusals)] : []),
  );
