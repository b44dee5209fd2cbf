import { readFileSync } from 'node:fs';
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';
import { expect, it } from 'vitest';
import { previewDocument } from '../api-preview.js';

it('libs/pages/src/api/schema.d.ts says what the service says of itself (npm run build writes it)', async () => {
  const document = JSON.parse(JSON.stringify(await previewDocument())) as OpenAPI3;
  const types = await openapiTS(document, { defaultNonNullable: false });
  expect(readFileSync('libs/pages/src/api/schema.d.ts', 'utf8')).toBe(`${COMMENT_HEADER}${astToString(types)}`);
});
