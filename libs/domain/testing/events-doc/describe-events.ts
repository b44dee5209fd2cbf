import ts from 'typescript';
import type { Aggregate } from '../codecs.js';
import { TypeScriptSources } from '../typescript-sources.js';

export interface FieldDoc {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  readonly comment: string;
}
export interface EventDoc {
  readonly name: string;
  readonly storedAs: string;
  readonly comment: string;
  readonly fields: readonly FieldDoc[];
}
export interface TypeDoc {
  readonly name: string;
  readonly comment: string;
  /** A union written out, or the fields. */
  readonly type: string | readonly FieldDoc[];
}
export interface AggregateDoc {
  readonly name: string;
  readonly comment: string;
  readonly events: readonly EventDoc[];
}
export interface Docs {
  readonly envelope: { readonly comment: string; readonly fields: readonly FieldDoc[] };
  readonly aggregates: readonly AggregateDoc[];
  readonly types: readonly TypeDoc[];
}

const envelopePath = 'apps/auth/src/platform/event-log/envelope.ts';
const eventsPath = (aggregate: string): string => `libs/domain/src/${aggregate}/events.ts`;
/** Explained once at the head of the page. */
const explained = new Set(['Sealed', 'Instant']);

/** Reads every event with its comments from the sources, and its classes from the codecs. @throws for a field without class */
export function describeEvents(aggregates: readonly Aggregate[]): Docs {
  const sources = new TypeScriptSources([...aggregates.map(({ name }) => eventsPath(name)), envelopePath]);
  const used = new Map<string, ts.Symbol>();
  const envelope = named(sources.exportsOf(envelopePath), 'Envelope');
  const described = {
    aggregates: aggregates.map((aggregate) => describeAggregate(sources, aggregate, used)),
    envelope: {
      comment: sources.commentOf(envelope),
      fields: fieldsOf(sources, envelope, used, (_name, type) => (type.includes('Sealed') ? 'personal' : 'public')),
    },
  };
  return { ...described, types: typesOf(sources, used) };
}

function describeAggregate(sources: TypeScriptSources, { name, codec, classes }: Aggregate, used: Map<string, ts.Symbol>): AggregateDoc {
  const exported = sources.exportsOf(eventsPath(name));
  const union = exported.find((symbol) => /^[A-Z]\w*Event$/.test(symbol.name));
  if (union === undefined) throw new Error(`${eventsPath(name)} has no union of its events`);
  const unionType = sources.checker.getDeclaredTypeOfSymbol(union);
  const events = (unionType.isUnion() ? unionType.types : [unionType]).map((type) => type.symbol.name);
  const unclassed = events.filter((event) => classes[event] === undefined);
  if (unclassed.length > 0) throw new Error(`not in the codec of ${name}: ${unclassed.join(', ')}`);
  return {
    name,
    comment: sources.commentOf(union),
    // In the order of the codec, which is the order of the file.
    events: Object.keys(classes).map((event) => {
      const symbol = named(exported, event);
      return {
        name: event,
        storedAs: codec.encode({ type: event, at: '' }).type,
        comment: sources.commentOf(symbol),
        fields: fieldsOf(sources, symbol, used, (field) => classOf(classes[event] ?? {}, event, field)),
      };
    }),
  };
}

function classOf(classes: Readonly<Record<string, string>>, event: string, field: string): string {
  const fieldClass = classes[field];
  if (fieldClass === undefined) throw new Error(`${event}.${field} has no class`);
  return fieldClass;
}

function fieldsOf(
  sources: TypeScriptSources,
  symbol: ts.Symbol,
  used: Map<string, ts.Symbol>,
  classOfField: (name: string, type: string) => string,
): readonly FieldDoc[] {
  return sources.checker
    .getDeclaredTypeOfSymbol(symbol)
    .getProperties()
    .filter(({ name }) => name !== 'type')
    .map((property) => {
      const node = typeNodeOf(property);
      collectTypes(sources, node, used);
      const type = oneLine(node.getText()).replace(/^readonly /, '').replaceAll(' readonly ', ' ');
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      const comment = sources.commentOf(property);
      return { name: optional ? `${property.name}?` : property.name, type, class: classOfField(property.name, type), comment };
    });
}

function typeNodeOf(property: ts.Symbol): ts.TypeNode {
  const declaration = property.valueDeclaration;
  if (declaration === undefined || !ts.isPropertySignature(declaration) || declaration.type === undefined) {
    throw new Error(`${property.name} is no plain field`);
  }
  return declaration.type;
}

/** The named types that a field mentions, and those that they mention. */
function collectTypes(sources: TypeScriptSources, node: ts.Node, used: Map<string, ts.Symbol>): void {
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const local = sources.checker.getSymbolAtLocation(node.typeName);
    const symbol = local && (local.flags & ts.SymbolFlags.Alias) !== 0 ? sources.checker.getAliasedSymbol(local) : local;
    const [declaration] = symbol?.declarations ?? [];
    const ours = declaration !== undefined && !declaration.getSourceFile().hasNoDefaultLib && !declaration.getSourceFile().isDeclarationFile;
    if (symbol !== undefined && ours && !explained.has(symbol.name) && !used.has(symbol.name)) {
      used.set(symbol.name, symbol);
      ts.forEachChild(declaration, (child) => collectTypes(sources, child, used));
    }
  }
  ts.forEachChild(node, (child) => collectTypes(sources, child, used));
}

function typesOf(sources: TypeScriptSources, used: Map<string, ts.Symbol>): readonly TypeDoc[] {
  return [...used.values()]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((symbol) => ({ name: symbol.name, comment: sources.commentOf(symbol), type: contentOf(sources, symbol) }));
}

/** As it stands in the source, in its order; the members of a list where the type is "one of the list". */
function contentOf(sources: TypeScriptSources, symbol: ts.Symbol): TypeDoc['type'] {
  const [declaration] = symbol.declarations ?? [];
  if (declaration === undefined || !ts.isTypeAliasDeclaration(declaration)) return fieldsOf(sources, symbol, new Map(), () => '');
  if (!ts.isIndexedAccessTypeNode(declaration.type)) return oneLine(declaration.type.getText());
  const list = sources.checker.getTypeFromTypeNode(declaration.type.objectType) as ts.TypeReference;
  return sources.checker.getTypeArguments(list).flatMap((one) => sources.literalsOf(one)).map((value) => `'${value}'`).join(' | ');
}

function named(symbols: readonly ts.Symbol[], name: string): ts.Symbol {
  const symbol = symbols.find((one) => one.name === name);
  if (symbol === undefined) throw new Error(`${name} is not declared`);
  return symbol;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/^\| /g, '').trim();
