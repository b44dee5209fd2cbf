import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url);

/** The sources as the compiler reads them, for what only they say: comments, optional fields, literal types. */
export class TypeScriptSources {
  readonly checker: ts.TypeChecker;
  private readonly program: ts.Program;

  /** @param paths below the repository's root */
  constructor(paths: readonly string[]) {
    const { config } = ts.readConfigFile(fileURLToPath(new URL('tsconfig.json', root)), (path) => ts.sys.readFile(path)) as {
      config: { compilerOptions: Record<string, unknown> };
    };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [], incremental: false }, fileURLToPath(root));
    this.program = ts.createProgram(
      paths.map((path) => fileURLToPath(new URL(path, root))),
      { ...options, noEmit: true },
    );
    this.checker = this.program.getTypeChecker();
  }

  /** The declarations that a file exports. */
  exportsOf(path: string): readonly ts.Symbol[] {
    const file = this.program.getSourceFile(fileURLToPath(new URL(path, root)));
    const symbol = file && this.checker.getSymbolAtLocation(file);
    if (symbol === undefined) throw new Error(`${path} exports nothing`);
    return this.checker.getExportsOfModule(symbol);
  }

  commentOf(symbol: ts.Symbol): string {
    return ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim();
  }

  /** The members of a union of literals, or the one literal. */
  literalsOf(type: ts.Type): readonly string[] {
    const types = type.isUnion() ? type.types : [type];
    return types.map((one) => {
      if (!one.isStringLiteral()) throw new Error(`${this.checker.typeToString(one)} is no literal`);
      return one.value;
    });
  }
}
