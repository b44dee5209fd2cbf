import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { ZodType } from 'zod';

export interface Described {
  readonly summary: string;
  readonly description?: string;
  /** What a success answers; nothing: 204. */
  readonly answers?: ZodType;
  readonly status?: number;
  /** The error codes it may refuse with, besides those every route may. */
  readonly refuses?: readonly string[];
}

/** Describes one operation for `/api/openapi.json`; the error codes become its problem answers. */
export const Describes = ({ summary, description, answers, status, refuses = [] }: Described): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({
      status: status ?? (answers === undefined ? 204 : 200),
      description: summary,
      ...(answers !== undefined && { standardSchema: answers }),
    }),
    ApiExtension('x-refuses', [...refuses]),
  );
