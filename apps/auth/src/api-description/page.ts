import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type About, describeApi } from './document.js';

/** Of Swagger UI only what the page needs: it comes with a page of its own, which talks to others. */
const swaggerUi = createRequire(import.meta.resolve('@nestjs/swagger'));

/**
 * `/api/openapi.json`, and the page `/api` that shows it. Nothing on the page is inline and nothing comes from elsewhere, so
 * the policy of a page without exceptions is enough for it.
 */
export async function serveApiDescription(app: NestFastifyApplication, about: About): Promise<void> {
  const document = describeApi(app, about);
  const [bundle, styles] = await Promise.all(
    ['swagger-ui-bundle.js', 'swagger-ui.css'].map((name) => readFile(swaggerUi.resolve(`swagger-ui-dist/${name}`), 'utf8')),
  );
  const files: Readonly<Record<string, readonly [type: string, content: string | undefined]>> = {
    '/api': ['text/html', page(document.info.title)],
    '/api/': ['text/html', page(document.info.title)],
    '/api/page.js': ['text/javascript', script],
    '/api/page.css': ['text/css', ownStyles],
    '/api/swagger-ui.js': ['text/javascript', bundle],
    '/api/swagger-ui.css': ['text/css', styles],
    '/api/openapi.json': ['application/json', JSON.stringify(document)],
  };
  const fastify = app.getHttpAdapter().getInstance();
  for (const [path, [type, content]] of Object.entries(files)) {
    fastify.get(path, (_, reply) => reply.type(`${type}; charset=utf-8`).send(content));
  }
}

const page = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/api/swagger-ui.css">
<link rel="stylesheet" href="/api/page.css">
</head>
<body>
<noscript>This page needs JavaScript; the description itself is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
<main id="api"></main>
<script src="/api/swagger-ui.js"></script>
<script src="/api/page.js"></script>
</body>
</html>
`;

/** Nobody outside is asked whether the document is valid (`validatorUrl`); credentials are forgotten with the page. */
const script = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  displayOperationId: true,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const ownStyles = `body { margin: 0; background: #fafafa; }
.swagger-ui .info { margin: 24px 0; }
.swagger-ui .info .description { max-width: 60rem; }
.swagger-ui .info .description code { color: #14532d; background: #e7efe9; font-weight: 500; }
.swagger-ui .scheme-container { box-shadow: none; background: none; padding: 0 0 16px; }
`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
