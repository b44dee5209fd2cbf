import { existsSync, readdirSync } from 'node:fs';
import type { Codec, FieldClass } from '../src/kernel/codec.js';
import type { DomainEvent } from '../src/kernel/message.js';

export const domainSources = new URL('../src/', import.meta.url);

/** One kind of stream, and how its events are stored. */
export interface Aggregate {
  readonly name: string;
  readonly codec: Codec<DomainEvent>;
  /** By event, by field. */
  readonly classes: Readonly<Record<string, Readonly<Record<string, FieldClass>>>>;
}

/** Every folder of the domain that has a codec, so that a new one is not forgotten by the specs over all of them. */
export async function allAggregates(): Promise<readonly Aggregate[]> {
  const names = readdirSync(domainSources).filter((name) => existsSync(new URL(`${name}/codec.ts`, domainSources)) && name !== 'kernel');
  return Promise.all(
    names.toSorted().map(async (name) => {
      const module = (await import(new URL(`${name}/codec.ts`, domainSources).href)) as Readonly<Record<string, Codec<DomainEvent>>>;
      const [codec] = Object.values(module);
      if (codec === undefined) throw new Error(`${name}/codec.ts exports no codec`);
      return { name, codec, classes: codec.classes as unknown as Aggregate['classes'] };
    }),
  );
}
