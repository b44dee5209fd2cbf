/** RFC 4648 §6, lower case, for stream ids: no dash, no case to lose. */
const LOWER = 'abcdefghijklmnopqrstuvwxyz234567';
/** Crockford's alphabet: no I, L, O, U, so that a code survives handwriting. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const base32 = (bytes: Uint8Array): string => encode(bytes, LOWER);

export const crockford = (bytes: Uint8Array): string => encode(bytes, CROCKFORD);

/** Five bits a character, without padding. */
function encode(bytes: Uint8Array, alphabet: string): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((buffer >>> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet.charAt((buffer << (5 - bits)) & 31) : text;
}
