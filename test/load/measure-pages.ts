import type { Bench } from './bench-parts.js';
import { startService } from '../support/service.js';

/** What a browser with an empty cache loads for the sign-in page. Its time to usable is measured in `test/browser/weight.spec.ts`. */
export async function measurePages({ report }: Bench): Promise<void> {
  await using service = await startService();
  const page = await load(`${service.origin}/`);
  const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address = '']) => new URL(address, service.origin).href);
  const files = await Promise.all([...new Set(addresses)].map((address) => load(address)));
  const bytes = files.reduce((sum, file) => sum + file.bytes, page.bytes);
  report.add({ name: 'sign-in page, cold cache: bytes on the wire', value: bytes / 1_024, unit: 'KiB', detail: `${files.length + 1} requests named in the page` });
}

async function load(address: string): Promise<{ readonly text: string; readonly bytes: number }> {
  const response = await fetch(address, { headers: { accept: 'text/html,*/*', 'accept-encoding': 'br' } });
  const text = await response.text();
  return { text, bytes: Number(response.headers.get('content-length') ?? Buffer.byteLength(text)) };
}
