/** Sixteen bytes as a UUID of version 8, "for vendor-specific use cases" (RFC 9562 §5.8): here, derived by HMAC. */
export const uuidFromBytes = (bytes: Uint8Array): string => uuidFromHex(Buffer.from(bytes.subarray(0, 16)).toString('hex'));

/** The same of the first 32 hexadecimal digits (lower case) of a hash. */
export function uuidFromHex(hex: string): string {
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
