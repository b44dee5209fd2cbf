import { HttpException } from '@nestjs/common';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { DomainErrorKind } from '#domain/kernel/domain-error.js';
import { EventStoreUnavailableError, WrongExpectedVersionError } from '#event-store/event-store.js';
import { type CatalogueEntry, ERROR_CATALOGUE } from './error-catalogue.js';
import { type Refusal, STATUS_OF } from './problem.js';
import { INTERNAL, refusalOf } from './refusal-of.js';

interface Thrown {
  readonly className: string;
  readonly codes: readonly string[];
  readonly kinds: readonly DomainErrorKind[];
  /** The one text that it always says; `undefined` where the text depends on something. */
  readonly detail: string | undefined;
  readonly hasRetryAfter: boolean;
}

/** Every `DomainError` in the sources, as the compiler sees its `code`: also codes that are put together. */
function domainErrors(): readonly Thrown[] {
  // oxlint-disable-next-line typescript/unbound-method -- the compiler's own function, which needs no `this`
  const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config, ts.sys, '.');
  const program = ts.createProgram(fileNames, options);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ fileName, text }) => !fileName.includes('node_modules') && text.includes('extends DomainError'));
  return sources.flatMap((source) => classesIn(source).map((declaration) => thrownBy(declaration, checker)));
}

const classesIn = (source: ts.SourceFile): readonly ts.ClassDeclaration[] =>
  source.statements.filter(ts.isClassDeclaration).filter(({ heritageClauses }) => heritageClauses?.some((clause) => /\bDomainError\b/.test(clause.getText())));

function thrownBy(declaration: ts.ClassDeclaration, checker: ts.TypeChecker): Thrown {
  const type = checker.getTypeAtLocation(declaration);
  const literals = (property: string): readonly string[] => {
    const of = checker.getTypeOfSymbol(type.getProperty(property)!);
    return (of.isUnion() ? of.types : [of]).map((each) => (each.isStringLiteral() ? each.value : checker.typeToString(each)));
  };
  const retryAfter = type.getProperty('retryAfterSeconds')?.valueDeclaration;
  return {
    className: declaration.name?.text ?? '',
    codes: literals('code'),
    kinds: literals('kind') as readonly DomainErrorKind[],
    detail: /super\(\s*'([^']*)'/.exec(declaration.getText())?.[1] ?? /message = '([^']*)'/.exec(declaration.getText())?.[1],
    hasRetryAfter: retryAfter?.getSourceFile() === declaration.getSourceFile(),
  };
}

/** What the filter says of everything that is no `DomainError`. */
const frameworkRefusals = (): readonly Refusal[] => [
  INTERNAL,
  ...[new EventStoreUnavailableError('away'), new WrongExpectedVersionError('account-1', 0, 1)].map((error) => refusalOf(error)!),
  ...Array.from({ length: 200 }, (_, more) => refusalOf(new HttpException('', 400 + more)) ?? INTERNAL),
];

const isTrue = (entry: CatalogueEntry | undefined, { kinds, detail, hasRetryAfter }: Thrown): boolean =>
  entry !== undefined &&
  kinds.some((kind) => STATUS_OF[kind] === entry.status) &&
  (detail === undefined || entry.detail === detail) &&
  (entry.retryAfter ?? false) === hasRetryAfter;

const entries: Readonly<Record<string, CatalogueEntry>> = ERROR_CATALOGUE;

describe('the catalogue of errors', () => {
  const thrown = domainErrors();

  it('has every code of every DomainError, with its status, its text and its Retry-After', () => {
    expect(thrown.length).toBeGreaterThan(20);
    const wrong = thrown.flatMap((error) =>
      error.codes.filter((code) => !isTrue(entries[code], error)).map((code) => `${error.className}: ${code}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has every code of the framework’s refusals, with its status and its text', () => {
    for (const { code, status, detail, retryAfterSeconds } of frameworkRefusals()) {
      const entry = entries[code];
      expect(entry?.status === '4XX' ? `${String(status)[0]}XX` : entry?.status).toBe(entry?.status === '4XX' ? '4XX' : status);
      expect(entry?.detail).toBe(detail);
      expect(entry?.retryAfter ?? false).toBe(retryAfterSeconds !== undefined);
    }
  });

  it('has no code that nobody refuses with', () => {
    const known = new Set([...thrown.flatMap(({ codes }) => codes), ...frameworkRefusals().map(({ code }) => code)]);
    expect(Object.keys(entries).filter((code) => !known.has(code))).toEqual([]);
  });

  it('says what each means in one sentence', () => {
    expect(Object.values(entries).filter(({ meaning }) => !/^[A-Z`].+[^.]\.$/.test(meaning) && !/^[A-Z].*\.$/.test(meaning))).toEqual([]);
  });
});
