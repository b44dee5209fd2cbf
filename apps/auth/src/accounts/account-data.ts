import { DomainError } from '#domain/kernel/domain-error.js';

type Part = 'email' | 'name' | 'language' | 'file';

/** An address, name or language that no account can have, or a file that names no accounts. */
export class AccountDataInvalid extends DomainError {
  readonly code: `account.${Part}Invalid`;
  readonly kind = 'unprocessable';
  constructor(part: Part, message: string) {
    super(message);
    this.code = `account.${part}Invalid`;
  }
}

/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets around it. */
const MAX_ADDRESS_BYTES = 254;
const MAX_NAME_LENGTH = 200;

/** RFC 5321 §4.1.2 without quoted local parts, RFC 6531 (SMTPUTF8) with letters of every script. */
const LOCAL_PART = /^[^\s@"(),:;<>[\\\]\p{C}]{1,64}$/u;
const DOMAIN = /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)*$/u;

/** The address in the spelling it was given in, in NFC and without blanks around it. @throws AccountDataInvalid */
export function demandEmail(text: string): string {
  const address = text.normalize('NFC').trim();
  const refuse = (why: string): never => {
    throw new AccountDataInvalid('email', `${JSON.stringify(address.slice(0, 80))} is no e-mail address: ${why}.`);
  };
  if (address === '') refuse('it is empty');
  if (Buffer.byteLength(address) > MAX_ADDRESS_BYTES) refuse(`it is longer than ${MAX_ADDRESS_BYTES} bytes`);
  const [local = '', domain = '', ...rest] = address.split('@');
  if (domain === '' || local === '' || rest.length > 0) refuse('it needs one @ with something on both sides');
  if (/\p{C}/u.test(address)) refuse('it holds a control character');
  if (!LOCAL_PART.test(local)) refuse('the part before the @ holds a character that is not allowed, or is longer than 64');
  if (!DOMAIN.test(domain)) refuse('the part after the @ is no domain');
  return address;
}

/** One line, blanks made single. @throws AccountDataInvalid */
export function demandName(text: string): string {
  const name = text.normalize('NFC').trim().replace(/\p{Zs}+/gu, ' ');
  if (name === '') throw new AccountDataInvalid('name', 'An account needs a name.');
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)) throw new AccountDataInvalid('name', 'The name holds a control character.');
  if ([...name].length > MAX_NAME_LENGTH) throw new AccountDataInvalid('name', `The name is longer than ${MAX_NAME_LENGTH} characters.`);
  return name;
}

/** A language tag in its normal form (`de`, `en-GB`); `null` for none. @throws AccountDataInvalid */
export function demandLanguage(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  try {
    return Intl.getCanonicalLocales(text.trim())[0] ?? null;
  } catch {
    throw new AccountDataInvalid('language', `${JSON.stringify(text.slice(0, 40))} is no language tag; such as en or de.`);
  }
}
