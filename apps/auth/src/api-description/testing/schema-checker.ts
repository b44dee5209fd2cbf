import type { ContentObject, ExamplesObject, OpenAPIObject, ReferenceObject, RequestBodyObject, ResponseObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ID = 'https://vestibule.invalid/openapi';

/** Checks values against the schemas of a document, as strictly as they say: unknown properties are faults. */
export class SchemaChecker {
  // Not ajv's strict mode: it refuses the keywords that OpenAPI adds (`discriminator`).
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(document: OpenAPIObject) {
    formats.default(this.ajv);
    this.ajv.addSchema({ $id: ID, components: { schemas: document.components?.schemas ?? {} } });
  }

  /** Where the value does not fit, and why; empty when it fits. */
  faults(schema: unknown, value: unknown): readonly string[] {
    const validate = this.validatorOf(JSON.stringify(schema).replaceAll('"#/components/', `"${ID}#/components/`));
    return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  }

  private validatorOf(schema: string): ValidateFunction {
    const known = this.compiled.get(schema) ?? this.ajv.compile(JSON.parse(schema) as object);
    this.compiled.set(schema, known);
    return known;
  }
}

/** The content of a body or an answer, wherever the document keeps it. */
export function contentOf(document: OpenAPIObject, holder: RequestBodyObject | ResponseObject | ReferenceObject | undefined): ContentObject {
  if (holder === undefined || !('$ref' in holder)) return holder?.content ?? {};
  const shared = document.components?.responses?.[holder.$ref.replace('#/components/responses/', '')];
  if (shared === undefined || '$ref' in shared) throw new Error(`${holder.$ref} is not there`);
  return shared.content ?? {};
}

/** The values of named examples, wherever the document keeps them. */
export const exampleValues = (document: OpenAPIObject, examples: ExamplesObject = {}): readonly unknown[] =>
  Object.values(examples).map((example) => {
    const held = '$ref' in example ? document.components?.examples?.[example.$ref.replace('#/components/examples/', '')] : example;
    if (held === undefined || '$ref' in held) throw new Error('an example that is not there');
    return held.value as unknown;
  });
