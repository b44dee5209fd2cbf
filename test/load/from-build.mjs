/**
 * For the bench, which runs without a compiler: a TypeScript file of `test/` is found by the name it is imported by
 * (`….js`), and a source of the service is taken from the build, so that what is measured is what runs.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || context.parentURL === undefined || !specifier.endsWith('.js')) return next(specifier, context);
    const path = fileURLToPath(new URL(specifier, context.parentURL));
    if (existsSync(path)) return next(specifier, context);
    // What only tests use is not in the build.
    const notBuilt = path.startsWith(`${root}test/`) || path.includes('/testing/');
    const found = notBuilt ? path.replace(/\.js$/, '.ts') : `${root}dist/${path.slice(root.length)}`;
    return next(pathToFileURL(found).href, context);
  },
});
