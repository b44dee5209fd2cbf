import { ScureBase32Plugin } from 'otplib';

const plugin = new ScureBase32Plugin();

/** RFC 4648 §6 without padding, as authenticator apps take it. */
export const base32 = (bytes: Uint8Array): string => plugin.encode(bytes, { padding: false });
