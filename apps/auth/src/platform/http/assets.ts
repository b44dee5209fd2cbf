import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

export type Encoding = 'br' | 'gzip';

/** A file in memory, in all the forms it is sent in. */
export interface Asset {
  readonly body: Buffer;
  readonly compressed: Partial<Readonly<Record<Encoding, Buffer>>>;
  readonly headers: { readonly etag: string; readonly 'content-type': string; readonly 'cache-control': string };
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.woff2': 'font/woff2',
};

/** The build puts a hash of the content into the name: `main-5KQJ2XYZ.js`, `chunk-DAGy8gMX.js`. */
const HASHED = /-(?=[\w-]*[A-Z0-9])[\w-]{8}\.[a-z0-9]+$/;

/** @param file of a build, which leaves `<file>.br` and `<file>.gz` beside what is worth compressing */
export async function loadAsset(file: string): Promise<Asset> {
  const [body, br, gzip] = await Promise.all([readFile(file), readIfThere(`${file}.br`), readIfThere(`${file}.gz`)]);
  return {
    body,
    compressed: { ...(br && { br }), ...(gzip && { gzip }) },
    headers: {
      etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    },
  };
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The best form the client takes (RFC 9110 §12.5.3); `undefined`: as it is. */
export function encodingFor(acceptEncoding: string | string[] | undefined, asset?: Asset): Encoding | undefined {
  const accepted = new Set(
    String(acceptEncoding ?? '')
      .toLowerCase()
      .split(',')
      .map((entry) => entry.trim().split(/\s*;\s*/))
      .filter(([, weight = '']) => !/^q=0(\.0*)?$/.test(weight))
      .map(([name = '']) => name),
  );
  return (['br', 'gzip'] as const).find((encoding) => accepted.has(encoding) && (asset === undefined || asset.compressed[encoding] !== undefined));
}
