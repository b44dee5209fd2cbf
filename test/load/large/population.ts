import type { Role } from '../../../libs/domain/src/account/events.js';
import type { SeededAccount } from '../set-up-events.js';
import { SeededRandom } from './seeded-random.js';

export interface Clinic {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly mfaRequired: boolean;
  /** The first three numbers of the addresses its people sign in from (RFC 2544, never routed). */
  readonly network: string;
}

export interface Period {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

/** Somebody, before anything happened to them. */
export interface Person extends SeededAccount {
  readonly accountId: string;
  readonly name: string;
  /** `null`: staff of the service. */
  readonly clinic: Clinic | null;
  readonly roles: readonly Role[];
  /** How far they have come: invited, signing in with the password alone, or set up with a second factor. */
  readonly stage: 'invited' | 'password' | 'mfa';
  /** How busy, compared with others. */
  readonly weight: number;
}

const places = ['Riverside', 'Hillside', 'Lakeside', 'Northgate', 'Southbank', 'Elmwood', 'Oak Park', 'Westfield', 'Harbour', 'Old Town', 'Market Square', 'Mill Lane', 'St. Anne', 'St. Luke', 'Green Valley', 'Silver Lake', 'Kingsbridge', 'Meadow', 'Fairview', 'Bluebell'];
const kinds = ['Clinic', 'Practice', 'Medical Centre', 'Hospital', 'Dental Care', 'Physiotherapy', 'Cardiology', 'Paediatrics', 'Radiology', 'Eye Care', 'Dermatology', 'Midwives', 'Rehabilitation', 'Laboratory', 'Pharmacy', 'Day Clinic', 'Care Home', 'Family Doctors', 'Surgery', 'Emergency Care'];
const firstNames = ['Anna', 'Ben', 'Clara', 'David', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kim', 'Lea', 'Mehmet', 'Nora', 'Oskar', 'Priya', 'Quentin', 'Rosa', 'Sami', 'Tove', 'Uma', 'Viktor', 'Wanda', 'Xenia', 'Yusuf', 'Zoé', 'Åsa', 'Björn', 'Chloé', 'Dušan', 'Łucja', 'Ömer'];
const lastNames = ['Abels', 'Brandt', 'Castro', 'Demir', 'Eriksen', 'Fischer', 'García', 'Haddad', 'Ivanova', 'Jansen', 'Kowalski', 'Lindqvist', 'Müller', 'Nguyen', 'Okafor', 'Petrov', 'Quist', 'Rossi', 'Schmidt', 'Tanaka', 'Ünal', 'Varga', 'Weiss', 'Xu', 'Yılmaz', 'Zimmer', 'O’Neil', 'van Dijk', 'dos Santos', 'Silva'];

export const staffNumber = (accounts: number): number => Math.min(50, Math.max(4, Math.round(accounts / 2_000)));

/** One for every 250 people, 2 to 400. */
export function clinicsOf(seed: string, accounts: number): readonly Clinic[] {
  const random = new SeededRandom(`${seed}/clinics`);
  const names = places.flatMap((place) => kinds.map((kind) => `${place} ${kind}`)).map((name) => ({ name, order: random.next() })).toSorted((one, other) => one.order - other.order);
  return names.slice(0, Math.min(400, Math.max(2, Math.round(accounts / 250)))).map(({ name }, index) => ({
    id: random.uuid(),
    name,
    domain: `${plain(name).replaceAll(' ', '-')}.example`,
    mfaRequired: index % 5 < 2,
    network: `198.${18 + (index >> 8)}.${index & 255}`,
  }));
}

/** The same person for the same seed and index; the first are staff, and the first of all a reviewer who is support too. */
export function personOf(seed: string, index: number, accounts: number, clinics: readonly Clinic[]): Person {
  const random = new SeededRandom(`${seed}/person/${index}`);
  const staff = index < staffNumber(accounts);
  // The first clinics are the large ones.
  const clinic = staff ? null : clinics[Math.floor(clinics.length * random.next() ** 2)]!;
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  // The first who is not staff has a second factor in any case: their history can be made very long.
  const stage = index <= staffNumber(accounts) ? 'mfa' : stageOf(random, clinic?.mfaRequired ?? false);
  return {
    accountId: random.uuid(),
    name,
    email: `${plain(name).replaceAll(' ', '.')}.${index}@${clinic?.domain ?? 'vestibule.example'}`,
    clinic,
    roles: staff ? rolesOf(index) : [],
    stage,
    weight: stage === 'invited' ? 0 : -Math.log(1 - random.next()),
    deviceId: `device-of-person-${index}`,
    credentialId: random.bytes(32).toString('base64url'),
    userHandle: random.bytes(64).toString('base64url'),
  };
}

function stageOf(random: SeededRandom, mfaRequired: boolean): Person['stage'] {
  const [invited, withMfa] = [random.chance(0.3), random.chance(mfaRequired ? 0.85 : 0.1)];
  return invited ? 'invited' : withMfa ? 'mfa' : 'password';
}

function rolesOf(index: number): readonly Role[] {
  if (index === 0) return ['compliance', 'support'];
  return [(['support', 'support', 'support', 'account-manager', 'compliance'] as const)[index % 5]!];
}

/** For an address: lower case, without accents and signs. */
const plain = (text: string): string => text.replace('ł', 'l').replace('Ł', 'L').replace('ı', 'i').normalize('NFKD').replace(/[^A-Za-z ]/g, '').toLowerCase();
