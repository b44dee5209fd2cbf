import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { AccountRefused } from '#domain/account/errors.js';
import { EventStore } from '#event-store/event-store.js';
import { RegisterAccount } from '../accounts/register-account/register-account.handler.js';
import { RegisterOrganization } from '../organizations/register-organization/register-organization.handler.js';
import type { Origin } from '../platform/event-log/envelope.js';
import { CommandSecrets } from '../platform/keys/command-secrets.js';
import { PasswordHasher } from '../platform/passwords/password-hasher.js';
import { readMarker, writeMarker } from './marker.js';
import { type DemonstrationPerson, demonstrationOrganizations, demonstrationPeople } from './people.js';

export interface DemonstrationAccount extends Pick<DemonstrationPerson, 'name' | 'email' | 'roles' | 'shows'> {
  readonly password: string;
  /** Its name. */
  readonly organization: string | null;
}

export interface DemonstrationSettings {
  readonly production: boolean;
  readonly dataDir: string;
}

/**
 * Fills an empty store, outside production, with somebody to sign in as. Killed half-way, the next start completes it:
 * every id and every password comes from a fixed command id and this installation's own key, so nothing is made twice.
 *
 * @returns the accounts with their passwords until {@link printDemonstration} has shown them once; `undefined` ever after,
 *   in production, and where the store was not empty before
 */
export async function prepareDemonstration(
  app: Pick<INestApplicationContext, 'get'>,
  { production, dataDir }: DemonstrationSettings,
): Promise<readonly DemonstrationAccount[] | undefined> {
  if (production) return undefined;
  const isEmpty = await hasNobody(app.get(EventStore, { strict: false }));
  if (!isEmpty && readMarker(dataDir) !== 'begun') return undefined;
  writeMarker(dataDir, 'begun');

  const [commands, secrets, hasher] = [app.get(CommandBus, { strict: false }), app.get(CommandSecrets, { strict: false }), app.get(PasswordHasher, { strict: false })];
  const organizationIds: Record<string, string> = {};
  for (const [key, organization] of Object.entries(demonstrationOrganizations)) {
    const { organizationId } = await commands.execute(new RegisterOrganization(originOf(key), organization));
    organizationIds[key] = organizationId;
  }
  const people = demonstrationPeople.map((person) => ({ person, password: readablePassword(secrets, person.email) }));
  const hashes = await Promise.all(people.map(({ password }) => hasher.hash(password)));
  for (const [index, { person }] of people.entries()) {
    const { email, name, organization, roles } = person;
    const organizationId = organization === null ? null : (organizationIds[organization] ?? null);
    const first = { passwordHash: hashes[index] ?? '' };
    await commands.execute(new RegisterAccount(originOf(email), { email, name, organizationId, roles, language: null, first })).catch(ignoreExisting);
  }
  return people.map(({ person: { name, email, roles, shows, organization }, password }) => ({
    name,
    email,
    roles,
    shows,
    password,
    organization: organization === null ? null : demonstrationOrganizations[organization].name,
  }));
}

/** A store may hold checkpoints and keys before anybody is in it. */
async function hasNobody(store: EventStore): Promise<boolean> {
  const events = await store.readAll({ limit: 1_000 });
  return !events.some(({ stream }) => stream.startsWith('account-') || stream.startsWith('organization-'));
}

function originOf(what: string): Origin {
  const commandId = commandIdOf(what);
  return { actor: { kind: 'service', name: 'demonstration' }, sourceAddress: null, userAgent: null, requestId: commandId, correlationId: commandId, commandId };
}

const commandIdOf = (what: string): string => `demonstration/${what}`;

/** 80 bits in groups, without the letters that are taken for digits: `k7mq-2xwd-9rtn-4vbc`. */
const readablePassword = (secrets: CommandSecrets, email: string): string =>
  secrets.forCommand(commandIdOf(email)).recoveryCode('password').slice(0, 19).toLowerCase();

/** It was made before, and much has happened to it since. */
function ignoreExisting(error: unknown): void {
  if (!(error instanceof AccountRefused)) throw error;
}
