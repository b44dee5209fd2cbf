import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../apps/auth/src/cli/program.js';

const page = readFileSync('docs/operations.md', 'utf8');
const sources = readdirSync('apps/auth/src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));

describe('docs/operations.md', () => {
  it('says what every alarm means', () => {
    const alarms = new Set(sources.flatMap((file) => [...readFileSync(`apps/auth/src/${file}`, 'utf8').matchAll(/\balarm: '(\w+)'/g)].map(([, name = '']) => name)));
    expect([...alarms]).toEqual(expect.arrayContaining(['mailGivenUp', 'streamUnreadable', 'projectionStopped', 'reactionSkipped']));
    const explained = new Set([...page.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name));
    for (const alarm of alarms) expect(explained).toContain(alarm);
  });

  it('names commands that there are', () => {
    const never = (): never => {
      throw new Error('no command runs here');
    };
    const program = buildProgram({ streams: process, operatorOptions: never, userName: '', rebuildViews: never, work: never });
    const known = new Set(program.commands.map((command) => command.name()));
    const named = [...page.matchAll(/npm run vestibule -- ([a-z-]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    for (const name of named) expect(known).toContain(name);
  });
});
