import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // The same names as "imports" in package.json, pointed at the sources instead of the build.
  resolve: {
    alias: [
      { find: /^#domain\//, replacement: at('./libs/domain/src/') },
      { find: /^#event-store\//, replacement: at('./libs/event-store/src/') },
    ],
  },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['libs/**/*.spec.ts', 'apps/auth/**/*.spec.ts', 'test/**/*.spec.ts'],
  },
});
