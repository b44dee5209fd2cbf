import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderEnvExample, renderLimits } from './config.docs.js';

const root = new URL('../../../', import.meta.url);

describe.each([
  ['docs/limits.md', renderLimits],
  ['.env.example', renderEnvExample],
])('%s', (path, render) => {
  it('says what the schema says (UPDATE_DOCS=1 writes it)', () => {
    const file = new URL(path, root);
    // oxlint-disable-next-line node/no-process-env -- a switch of this spec, not of the product
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, render());
    expect(readFileSync(file, 'utf8')).toBe(render());
  });
});
