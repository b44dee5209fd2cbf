/** The types of the API for the pages, from the description that the built service gives of itself. */
import { run } from './steps.mjs';

export const apiTypes = 'libs/pages/src/api/schema.d.ts';
const description = 'dist/openapi.json';

export async function writeApiTypes() {
  const written = await run('node', ['dist/apps/auth/src/write-api-description.js', description]);
  if (written.code !== 0) return written;
  // In a request, a field with a default may be left out.
  return run('openapi-typescript', [description, '--default-non-nullable', 'false', '--output', apiTypes]);
}
