import { spawn, type ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const SOURCES = fileURLToPath(new URL('../src/', import.meta.url));

/** Compiles this library as the build does, so that a process of its own can run it from JavaScript. Returns the folder. */
export function compileInto(folder: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ESNext, isolatedModules: true };
  for (const name of globSync('**/*.ts', { cwd: SOURCES })) {
    if (name.endsWith('.spec.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(SOURCES, name), 'utf8'), { compilerOptions });
    const target = join(folder, name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  // Packages that other adapters import are found where the sources find them.
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  return folder;
}

export interface Program {
  readonly process: ChildProcess;
  /** Whole lines of its standard output so far. */
  readonly lines: readonly string[];
  /** Resolves once there is such a line; rejects when the program ends without it. */
  readonly line: (matches: (line: string) => boolean) => Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** Runs `body` with `SqliteEventStore` and `directory` in scope, in a process of its own. */
export function run(compiled: string, directory: string, body: string, shellPrefix = ''): Program {
  const script = `
    import { randomUUID } from 'node:crypto';
    import { SqliteEventStore } from '${compiled}/index.js';
    const directory = ${JSON.stringify(directory)};
    ${body}`;
  const command = `${shellPrefix} exec "$0" --input-type=module --eval "$1"`;
  const child = spawn('bash', ['-c', command, process.execPath, script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const listener of listeners) listener();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, errors }));
  });
  const line = (matches: (line: string) => boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find(matches);
        if (found === undefined) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`the program ended: ${errors}`)));
    });
  return { process: child, lines, line, ended };
}
