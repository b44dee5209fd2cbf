import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Random } from '../random.js';
import { type Asset, type Encoding, encodingFor, loadAsset } from './assets.js';
import { htmlHeaders } from './security-headers.js';

export interface PagesOptions {
  /** An Angular build: `dist/apps/sign-in/browser`. */
  readonly folder: string;
  /** `/` or e.g. `/console`; the same as the `base href` of the build. */
  readonly basePath: `/${string}`;
  /** Beginnings of paths that are no pages: `/api`, `/dev`, and the base path of another application. */
  readonly reserved: readonly string[];
  readonly random: Random;
}

/**
 * Serves an Angular application: its files from memory, compressed by the build, those with a hash in their name kept by
 * browsers for good; its page with a new nonce in every answer. A navigation to a path of the application's own router
 * gets the page too. Call before the application starts to listen.
 *
 * @returns false when there is no build in the folder; nothing is served then
 */
export async function servePages(adapter: FastifyAdapter, options: PagesOptions): Promise<boolean> {
  const template = readTemplate(options.folder);
  if (template === undefined) return false;
  const base = options.basePath === '/' ? '' : options.basePath;
  const assets = await loadAssets(options.folder, base);

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const path = pathOf(request.url);
    const asset = path === undefined ? undefined : assets.get(path);
    if (asset !== undefined) return sendAsset(asset, request, reply);
    if (path === undefined || !isNavigation(request, path, options.reserved)) return reply.callNotFound();
    const nonce = options.random.bytes(16).toString('base64');
    return sendText(template.replaceAll('__CSP_NONCE__', nonce), htmlHeaders(nonce), request, reply);
  };
  const fastify = adapter.getInstance();
  if (base !== '') fastify.get(base, answer);
  fastify.get(`${base}/*`, answer);
  return true;
}

function readTemplate(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return undefined;
  }
}

/** All files by their path in the URL, except the page itself, their compressed forms, and what is only for developers. */
async function loadAssets(folder: string, base: string): Promise<ReadonlyMap<string, Asset>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const served = names.filter((name) => name !== 'index.html' && !/\.(?:map|br|gz)$/.test(name));
  const loaded = await Promise.all(served.map(async (name) => [`${base}/${name}`, await loadAsset(join(folder, name))] as const));
  return new Map(loaded);
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '');
  } catch {
    return undefined;
  }
}

/** A person going to a page; not a script, a picture or a call that missed. */
function isNavigation({ headers }: FastifyRequest, path: string, reserved: readonly string[]): boolean {
  if (reserved.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return false;
  const hasExtension = path.slice(path.lastIndexOf('/')).includes('.') && !path.endsWith('/index.html');
  return !hasExtension && (headers.accept ?? '').includes('text/html');
}

function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): void {
  const encoding = encodingFor(request.headers['accept-encoding'], asset);
  void reply.headers({ ...asset.headers, vary: 'Accept-Encoding' });
  if (request.headers['if-none-match'] === asset.headers.etag) {
    void reply.status(304).send();
    return;
  }
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  void reply.send((encoding === undefined ? undefined : asset.compressed[encoding]) ?? asset.body);
}

/** A page is a few kilobytes: compressed here and now it waits behind nobody's password hash. */
const COMPRESS: Readonly<Record<Encoding, (text: string) => Buffer>> = {
  br: (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text) => gzipSync(text),
};

function sendText(text: string, headers: Readonly<Record<string, string>>, request: FastifyRequest, reply: FastifyReply): void {
  const encoding = encodingFor(request.headers['accept-encoding']);
  void reply.headers({ ...headers, vary: 'Accept-Encoding' });
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  void reply.send(encoding === undefined ? text : COMPRESS[encoding](text));
}
