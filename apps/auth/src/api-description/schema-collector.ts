import type { OpenAPIObject, StandardSchemaConverter } from '@nestjs/swagger';
import { z } from 'zod';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/**
 * Turns the zod schemas of the controllers into JSON Schema 2020-12, the dialect of OpenAPI 3.1: everything with an id
 * becomes a component and is referred to. What Nest would make of them is meant for OpenAPI 3.0.
 */
export class SchemaCollector {
  private readonly collected = new Map<string, string>();

  /** For `SwaggerModule.createDocument`. */
  readonly convert: StandardSchemaConverter = (schema, { schemaType }) =>
    schema instanceof z.ZodType ? { schema: this.add(schema, schemaType) } : undefined;

  /**
   * @returns the schema with references to its components, or a reference to itself
   * @throws Error an id stands for two different schemas
   */
  add(schema: z.ZodType, io: 'input' | 'output'): unknown {
    const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io, override: withoutNoise });
    for (const [id, definition] of Object.entries($defs)) this.keep(id, toComponents(definition));
    return JSON.parse(toComponents(root));
  }

  /** By name. */
  schemas(): Schemas {
    const entries = [...this.collected].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
    return Object.fromEntries(entries.map(([id, json]) => [id, JSON.parse(json) as Schemas[string]]));
  }

  private keep(id: string, json: string): void {
    const known = this.collected.get(id);
    if (known !== undefined && known !== json) throw new Error(`the schema id ${id} stands for two different schemas`);
    this.collected.set(id, json);
  }
}

const toComponents = (schema: unknown): string => JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/');

interface Bounds {
  pattern?: unknown;
  minimum?: unknown;
  maximum?: unknown;
}

/** The expression behind a date-time says nothing that `format` does not; the bounds of JavaScript's numbers are nobody's rule. */
function withoutNoise({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Bounds }): void {
  if (zodSchema instanceof z.ZodISODateTime) delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
