import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly dependencies: Readonly<Record<string, string>> };
const built = ['dist/apps/auth', 'dist/libs'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).map((file) => `${folder}/${file}`),
);

/** Of `import … from 'a'`, `export … from 'a'`, `import 'a'` and `import('a')`: the packages, neither files nor what Node brings. */
function packagesIn(source: string): readonly string[] {
  const specifiers = [...source.matchAll(/(?:^|\s)(?:import|from)\s*\(?\s*['"]([\w@#./:-]+)['"]/g)].map(([, name = '']) => name);
  const packages = specifiers.filter((name) => !/^(?:\.|#|node:)/.test(name) && !builtinModules.includes(name));
  return packages.map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/'));
}

describe('what is built for production', () => {
  it('asks only for packages that are installed without those for development', () => {
    expect(packagesIn("import { a } from '@nestjs/common/x.js';\nimport 'pino';\nawait import('qrcode');\nimport b from './b.js';\n`from ${'x y'}`")).toEqual(['@nestjs/common', 'pino', 'qrcode']);
    const asked = new Set(built.flatMap((file) => packagesIn(readFileSync(file, 'utf8'))));
    expect([...asked]).toEqual(expect.arrayContaining(['@nestjs/common', '@eventstore/db-client', 'nodemailer']));
    expect([...asked].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('holds nothing that is there for tests', () => {
    expect(built).toContain('dist/apps/auth/src/main.js');
    expect(built.filter((file) => /\.(?:spec|contract)\.js$|\/testing\//.test(file))).toEqual([]);
  });
});

describe('the style that is checked', () => {
  const rulesBrokenBy = (source: string): readonly string[] => {
    const folder = mkdtempSync(join(tmpdir(), 'style-'));
    try {
      writeFileSync(join(folder, 'source.ts'), source);
      const { stdout } = spawnSync('node_modules/.bin/oxlint', ['--config', '.oxlintrc.json', '--format', 'json', folder], { encoding: 'utf8' });
      const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly code: string }[] };
      return diagnostics.map(({ code }) => code).toSorted();
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('takes no text for code, and no randomness that can be guessed', () => {
    expect(rulesBrokenBy("export const a = (text: string): unknown => eval(text);\nexport const b = new Function('return 1');\nexport const c = Math.random();\n")).toEqual([
      expect.stringContaining('no-eval'),
      expect.stringContaining('no-new-func'),
      expect.stringContaining('no-restricted-properties'),
    ]);
    expect(rulesBrokenBy('export const a = (text: string): unknown => JSON.parse(text);\n')).toEqual([]);
  });
});
