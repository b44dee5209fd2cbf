import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from './config.js';

/** `/api/openapi.json` and the page `/api`. */
export function serveApiDescription(app: NestFastifyApplication, config: Pick<Config, 'publicOrigin' | 'productName'>): void {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`${config.productName} API`)
    .setVersion('1')
    .addServer(config.publicOrigin)
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? { schema: z.toJSONSchema(schema, { io: schemaType, unrepresentable: 'any' }) } : undefined,
  });
  SwaggerModule.setup('api', app, document, { jsonDocumentUrl: 'api/openapi.json' });
}
