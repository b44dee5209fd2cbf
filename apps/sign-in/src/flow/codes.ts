const RECOVERY_CODE_LENGTH = 24;

/** The digits of what was typed or pasted: "123 456", "123-456", full-width digits. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}

/** Crockford base32 as it is read aloud and copied by hand: no case, no separators, O is 0, I and L are 1. */
export function recoveryCodeOf(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}

export function isWholeRecoveryCode(code: string): boolean {
  return code.length === RECOVERY_CODE_LENGTH;
}

/** In groups of four, as on paper; however the service separates them. */
export function inFours(code: string): string[] {
  return code.replace(/[^0-9A-Za-z]/g, '').match(/.{1,4}/g) ?? [];
}
