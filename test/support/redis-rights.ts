import { readFileSync } from 'node:fs';

/** The rights that docs/operations.md tells operators to give: what the service does with Redis is tried with these and no others. */
const RIGHTS = /^user vestibule on >\S+ (.+)$/m.exec(readFileSync('docs/operations.md', 'utf8'))?.[1] ?? '';

/** Settings of a server that knows this user besides its own. */
export const userWithRights = (password: string): readonly string[] => ['--user', 'vestibule', 'on', `>${password}`, ...RIGHTS.split(' ')];
