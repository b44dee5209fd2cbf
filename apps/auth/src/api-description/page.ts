import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { type About, describeApi } from './document.js';

/** `/api/openapi.json` and the page `/api`. */
export function serveApiDescription(app: NestFastifyApplication, about: About): void {
  const document = describeApi(app, about);
  SwaggerModule.setup('api', app, document, {
    raw: ['json'],
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: document.info.title,
    // Nobody outside is asked whether the document is valid.
    swaggerOptions: { validatorUrl: null, displayOperationId: true, defaultModelsExpandDepth: 0, tryItOutEnabled: false },
  });
}
