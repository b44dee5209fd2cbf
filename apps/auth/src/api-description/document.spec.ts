import { isDeepStrictEqual } from 'node:util';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewApp } from '../api-preview.js';
import { ERROR_CATALOGUE, HTTP_ERROR_CODES } from '../platform/http/error-catalogue.js';
import { describeApi } from './document.js';
import { operationsOf } from './operations.js';
import { contentOf, exampleValues, SchemaChecker } from './testing/schema-checker.js';

let app: NestFastifyApplication;
let document: OpenAPIObject;
beforeAll(async () => {
  app = await previewApp();
  // As a client gets it: what JSON leaves out is not there.
  document = JSON.parse(JSON.stringify(describeApi(app, { publicOrigin: 'https://sign-in.clinic.example', productName: 'Vestibule' })));
});
afterAll(() => app.close());

/** `post /api/v1/sign-ins/{signInId}/password` */
function registeredRoutes(): readonly string[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => routesOf(metatype as Type));
}

function routesOf(controller: Type): readonly string[] {
  const prefix = Reflect.getMetadata(PATH_METADATA, controller) as string;
  return new MetadataScanner().getAllMethodNames(controller.prototype as object).flatMap((name) => {
    const handler = (controller.prototype as Record<string, object>)[name]!;
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod].toLowerCase();
    const address = `/${prefix}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
    return [`${method} ${address.replaceAll(/:(\w+)/g, '{$1}')}`];
  });
}

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document) as unknown as Record<string, unknown>);
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route of the API and nothing else', () => {
    const internal = ['get /healthz', 'get /readyz', 'get /metrics', 'get /dev/mailbox', 'get /dev/mailbox.json', 'get /dev/mailbox/{id}', 'get /dev/mailbox/{id}/html'];
    const described = operationsOf(document).map(({ method, path }) => `${method} ${path}`);
    expect([...described, ...internal].toSorted()).toEqual(registeredRoutes().toSorted());
  });

  it('has schemas that are named, resolved, used and free of what belongs elsewhere', () => {
    const text = JSON.stringify(document);
    expect(text).not.toMatch(/\$defs|\$schema|"x-credential"|\\\\d/);
    const refs = new Set([...text.matchAll(/"#\/components\/(\w+\/[\w.-]+)"/g)].map(([, ref]) => ref));
    const parts = Object.entries(document.components ?? {}).filter(([part]) => part !== 'securitySchemes');
    const components = parts.flatMap(([part, entries]) => Object.keys(entries as object).map((name) => `${part}/${name}`));
    expect([...refs].filter((ref) => !components.includes(ref!))).toEqual([]);
    const unused = components.filter((name) => !refs.has(name));
    // Codes that no operation answers today: those of HTTP itself and of the command line.
    expect(unused.filter((name) => !/^examples\/(request|account|organization|reset|factor|staff)\./.test(name))).toEqual([]);
  });

  it('says of every schema what it is', () => {
    const schemas = Object.entries(document.components?.schemas ?? {});
    expect(schemas.filter(([, schema]) => !('description' in schema)).map(([name]) => name)).toEqual([]);
  });

  it('names every error code', () => {
    const schema = document.components?.schemas?.['ErrorCode'];
    expect(schema).toMatchObject({ enum: HTTP_ERROR_CODES });
  });
});

describe('every operation', () => {
  it('has its own id, a summary, a tag with a description and a security', () => {
    const operations = operationsOf(document).map(({ operation }) => operation);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = (document.tags ?? []).map(({ name }) => name);
    for (const { operationId, summary, tags: own, security } of operations) {
      expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary).toMatch(/^[A-Z“]/);
      expect(tags).toEqual(expect.arrayContaining(own ?? ['none']));
      expect(own).toHaveLength(1);
      expect(security?.length).toBeGreaterThan(0);
    }
  });

  it('has examples of its body and of its answers, and all examples fit their schemas', () => {
    const checker = new SchemaChecker(document);
    // The console is the one client of its operations and built with them; their schemas are enough.
    const published = operationsOf(document).filter(({ operation }) => operation.tags?.includes('Console') !== true);
    const media = published.flatMap(({ operation: { operationId, requestBody, responses } }) =>
      [requestBody, ...Object.values(responses)]
        .flatMap((holder) => Object.values(contentOf(document, holder)))
        .map(({ schema, examples }) => ({ operationId, schema, values: exampleValues(document, examples) })),
    );
    const problem = { $ref: '#/components/schemas/ProblemDetails' };
    const bare = media.filter(({ schema, values }) => values.length === 0 && !isDeepStrictEqual(schema, problem));
    expect(bare).toEqual([]);
    const unfit = media.flatMap(({ operationId, schema, values }) =>
      values.flatMap((value) => checker.faults(schema, value).map((fault) => `${operationId}: ${fault}`)),
    );
    expect(unfit).toEqual([]);
    expect(checker.faults(problem, { code: 'internal', surprise: true })).toEqual(
      expect.arrayContaining([expect.stringContaining('additional properties'), expect.stringContaining('"requestId"')]),
    );
  });

  it('answers a refusal of each status with the codes of that status', () => {
    for (const { operation } of operationsOf(document)) {
      const codes = operation as unknown as Record<'x-refuses', readonly string[]>;
      const answered: string[] = [];
      for (const [status, response] of Object.entries(operation.responses)) {
        const examples = Object.keys(contentOf(document, response)['application/problem+json']?.examples ?? {});
        for (const code of examples) expect(String(ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE].status)).toBe(status);
        answered.push(...examples);
      }
      expect(answered).toEqual(expect.arrayContaining(['request.invalid', 'internal', 'platform.unavailable', ...codes['x-refuses']]));
    }
  });
});
