/** ES256, EdDSA, RS256 (IANA COSE algorithms), the one we like best first. */
export const algorithms = [-7, -8, -257] as const;
