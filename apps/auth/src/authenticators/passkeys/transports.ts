/** WebAuthn Level 3 §5.8.4, and `cable`, as `hybrid` was called before. */
const known = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/**
 * How a client may reach an authenticator, as it says: known words, each once, in order. It is a hint for the next dialogue
 * and no more, so what is not understood is left out instead of refused.
 */
export function transportsIn(value: unknown): string[] {
  return Array.isArray(value) ? known.filter((transport) => value.includes(transport)) : [];
}
