import { writeFile } from 'node:fs/promises';
import { previewDocument } from './api-preview.js';

/** `node dist/apps/auth/src/write-api-description.js <file>`: the API as OpenAPI 3.1, without starting the service. */
const [, , file] = process.argv;
if (file === undefined) {
  process.stderr.write('Name the file to write.\n');
  process.exitCode = 2;
} else {
  await writeFile(file, `${JSON.stringify(await previewDocument(), null, 2)}\n`);
}
