import { documented, type Documentation } from './config.kinds.js';
import { variables } from './config.variables.js';

/** `docs/limits.md` and `.env.example` are written from the one schema; a spec fails when they are stale. */
const entries: readonly (readonly [string, Documentation])[] = Object.entries(variables.shape).map(([name, schema]) => {
  const doc = documented.get(schema);
  if (doc === undefined) throw new Error(`${name} is not documented`);
  return [name, doc];
});

const groups: readonly string[] = [...new Set(entries.map(([, { group }]) => group))];

const inGroup = (group: string): typeof entries => entries.filter(([, doc]) => doc.group === group);

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/limits.md` */
export function renderLimits(): string {
  const tables = groups.map((group) =>
    [
      `## ${group}`,
      '',
      '| variable | default | allowed | meaning |',
      '|---|---|---|---|',
      ...inGroup(group).map(([name, doc]) => `| \`${name}\` | ${cell(doc.fallback)} | ${cell(doc.allowed)} | ${cell(doc.description)} |`),
    ].join('\n'),
  );
  return `${[HEAD, ...tables].join('\n\n')}\n`;
}

const HEAD = `# Settings and limits

Generated from \`apps/auth/src/config.variables.ts\`; do not edit. To write it again:
\`UPDATE_DOCS=1 npx vitest run apps/auth/src/config.docs.spec.ts\`.

Every setting is an environment variable, read once at start. The unit is in the name. A wrong value, and a name that
begins like one of these and is none, stops the start with a line that says what is allowed. An empty variable counts as
not set.`;

/** `.env.example` */
export function renderEnvExample(): string {
  const sections = groups.map((group) =>
    [
      `# --- ${group} ---`,
      ...inGroup(group).flatMap(([name, doc]) => ['', ...comment(doc.description), ...comment(`Allowed: ${doc.allowed}. Default: ${doc.fallback}.`), `#${name}=`]),
    ].join('\n'),
  );
  return `${['# Generated from apps/auth/src/config.variables.ts; do not edit. Copy to .env and uncomment what you change.', ...sections].join('\n\n')}\n`;
}

/** Lines of at most 120 characters. */
function comment(text: string): readonly string[] {
  const lines: string[] = ['#'];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length > 120) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
