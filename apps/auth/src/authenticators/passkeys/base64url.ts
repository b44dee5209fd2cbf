/**
 * The bytes of a base64url text in its one form (RFC 4648 §5, without padding, no stray bits at the end), or `undefined`.
 * The length is looked at first, so that a long text costs nothing.
 */
export function base64urlBytes(text: unknown, minimum: number, maximum: number): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string' || text.length > Math.ceil((maximum * 4) / 3)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < minimum || bytes.length > maximum || bytes.toString('base64url') !== text) return undefined;
  // A copy without the pool that small buffers share: CBOR is read from the start of the memory.
  return Uint8Array.from(bytes);
}

export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
