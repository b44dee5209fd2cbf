import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { securitySchemes } from './credentials.js';
import { signInExamples } from './examples/sign-ins.js';
import { answerHeaders, requestHeaders } from './headers.js';
import { introduction } from './introduction.js';
import { complete, operationsOf } from './operations.js';
import { problemSchema } from './problem-schema.js';
import { problemExamples, ProblemResponses } from './problems.js';
import { SchemaCollector } from './schema-collector.js';
import { tags } from './tags.js';

export interface About {
  /** `https://sign-in.clinic.example` */
  readonly publicOrigin: string;
  /** Of the operations under `/admin`, where they have one of their own. */
  readonly consoleOrigin?: string;
  readonly productName: string;
}

/** The whole public API as OpenAPI 3.1: what the controllers say of themselves, and what holds for all of them. */
export function describeApi(app: INestApplication, about: About): OpenAPIObject {
  const collector = new SchemaCollector();
  const problems = new ProblemResponses();
  collector.add(problemSchema, 'output');
  const document = SwaggerModule.createDocument(app, base(about), { standardSchemaConverter: collector.convert });
  for (const { path, method, operation } of operationsOf(document)) {
    const item = document.paths[path] ?? {};
    document.paths[path] = { ...item, [method]: complete(operation, method === 'get', problems) };
  }
  const { openapi, info, servers = [], paths } = document;
  return {
    openapi,
    info,
    servers,
    tags: [...tags],
    paths,
    components: {
      schemas: collector.schemas(),
      responses: problems.components(),
      securitySchemes,
      parameters: requestHeaders,
      headers: answerHeaders,
      examples: { ...signInExamples, ...problemExamples() },
    },
  };
}

function base({ publicOrigin, consoleOrigin = publicOrigin, productName }: About) {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`${productName} API`)
    .setDescription(introduction(publicOrigin))
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(publicOrigin);
  if (consoleOrigin !== publicOrigin) builder.addServer(consoleOrigin, 'The operations of the console, which are nowhere else');
  return builder.build();
}
