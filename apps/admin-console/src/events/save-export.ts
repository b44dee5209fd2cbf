import { noAnswer, problemFrom } from '#pages/api/api-problem';

/**
 * Fetches an export piece by piece and hands it to the browser as a file.
 *
 * @param progressed how many bytes are there so far
 */
export async function saveExport(address: string, name: string, progressed: (bytes: number) => void): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => Promise.reject(noAnswer()));
  if (!response.ok || response.body === null) throw problemFrom(response.status, response.headers.get('Retry-After'), await response.json().catch(() => null));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    bytes += read.value.length;
    progressed(bytes);
  }
  const url = URL.createObjectURL(new Blob(parts));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
