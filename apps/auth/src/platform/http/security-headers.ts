import { createHash } from 'node:crypto';

type Headers = Readonly<Record<string, string>>;

/** On every answer. Nobody's page may frame, embed or read what this service says; nobody's address is passed on. */
const EVERYWHERE: Headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    'publickey-credentials-get=(self)',
    'publickey-credentials-create=(self)',
    'clipboard-write=(self)',
    ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'microphone', 'payment', 'usb'].map((name) => `${name}=()`),
  ].join(', '),
  'x-permitted-cross-domain-policies': 'none',
};

/** Two years, as the preload lists ask for. */
const HSTS: Headers = { 'strict-transport-security': 'max-age=63072000; includeSubDomains' };

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => (value === '' ? name : `${name} ${value}`))
    .join('; ');

/** An answer of the API is data: a browser that takes it for a page finds nothing it may run. */
const DATA_ONLY = policy({ 'default-src': "'none'", 'frame-ancestors': "'none'", 'base-uri': "'none'", 'form-action': "'none'" });

/** What every answer starts with; pages put their own on top. `production` adds HSTS. */
export function baseHeaders(production: boolean): Headers {
  return { ...EVERYWHERE, ...(production && HSTS), 'content-security-policy': DATA_ONLY, 'cache-control': 'no-store' };
}

/**
 * For a page of the Angular applications. Scripts and styles come from this origin or carry this answer's nonce; text
 * becomes markup only through Angular's Trusted Types policies.
 */
export function htmlHeaders(nonce: string): Headers {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': policy({
      'default-src': "'none'",
      'script-src': `'self' 'nonce-${nonce}'`,
      'style-src': `'self' 'nonce-${nonce}'`,
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'self'",
      'form-action': "'self'",
      'require-trusted-types-for': "'script'",
      // `angular#components` is the policy of Angular Material's icons.
      'trusted-types': 'angular angular#components',
    }),
  };
}

/**
 * For pages that are not ours to put a nonce into (the page of the API description): the inline blocks they have now are
 * allowed by their hashes, and no others. Never for a page that shows what somebody typed.
 */
export function fixedPagePolicy(html: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': ["'self'", ...inlineHashes(html, 'script')].join(' '),
    'style-src': ["'self'", ...inlineHashes(html, 'style')].join(' '),
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'frame-ancestors': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
}

function inlineHashes(html: string, tag: 'script' | 'style'): readonly string[] {
  const blocks = [...html.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>(.*?)</${tag}>`, 'gis'))].map(([, content = '']) => content);
  const hashes = blocks.filter((content) => content.trim() !== '').map((content) => createHash('sha256').update(content).digest('base64'));
  return [...new Set(hashes)].map((hash) => `'sha256-${hash}'`);
}
