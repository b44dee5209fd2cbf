import { createAccountDecider, type AccountCommand } from '#domain/account/account.js';
import { accountCodec } from '#domain/account/codec.js';
import type { AccountEvent } from '#domain/account/events.js';
import type { AccountLimits } from '#domain/account/limits.js';
import type { Account } from '#domain/account/state.js';
import type { OrganizationLimits } from '#domain/organization/change-policy.js';
import { organizationCodec } from '#domain/organization/codec.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import { createOrganizationDecider, type OrganizationCommand } from '#domain/organization/organization.js';
import type { Organization } from '#domain/organization/state.js';
import { rosterCodec } from '#domain/roster/codec.js';
import type { RosterEvent } from '#domain/roster/events.js';
import { rosterDecider, type Roster, type RosterCommand } from '#domain/roster/roster.js';
import { sessionCodec } from '#domain/session/codec.js';
import type { SessionEvent } from '#domain/session/events.js';
import { sessionDecider, type SessionCommand } from '#domain/session/session.js';
import type { SessionLife } from '#domain/session/state.js';
import { staffCodec } from '#domain/staff/codec.js';
import type { StaffEvent } from '#domain/staff/events.js';
import { createStaffDecider, type Staff, type StaffCommand } from '#domain/staff/staff.js';
import type { EventStore } from '#event-store/event-store.js';
import type { KeyVault } from '../keys/key-vault.js';
import type { Random } from '../random.js';
import { Snapshots } from './snapshots.js';
import { StreamRepository } from './stream-repository.js';

/** Raise it with every change of what `Account` holds: older snapshots are then passed over. */
const accountStateVersion = 4;

export class Accounts extends StreamRepository<AccountCommand, Account, AccountEvent> {
  constructor(store: EventStore, vault: KeyVault, random: Random, limits: AccountLimits) {
    super(store, vault, {
      category: 'account',
      decider: createAccountDecider(limits),
      codec: accountCodec,
      keyOwner: (id) => id,
      snapshots: new Snapshots(store, random, accountStateVersion),
    });
  }
}

export class Organizations extends StreamRepository<OrganizationCommand, Organization, OrganizationEvent> {
  constructor(store: EventStore, vault: KeyVault, limits: OrganizationLimits) {
    super(store, vault, {
      category: 'organization',
      decider: createOrganizationDecider(limits),
      codec: organizationCodec,
      keyOwner: (id) => id,
    });
  }
}

export class Sessions extends StreamRepository<SessionCommand, SessionLife, SessionEvent> {
  constructor(store: EventStore, vault: KeyVault) {
    super(store, vault, {
      category: 'session',
      decider: sessionDecider,
      codec: sessionCodec,
      keyOwner: (_id, event) => event.accountId,
    });
  }
}

/** The one stream that names the owners; see docs/adr/0007. */
export class Rosters extends StreamRepository<RosterCommand, Roster, RosterEvent> {
  constructor(store: EventStore, vault: KeyVault) {
    super(store, vault, {
      category: 'roster',
      decider: rosterDecider,
      codec: rosterCodec,
      keyOwner: (_id, event) => event.accountId,
    });
  }
}

/** What the staff looked at, and what is counted about them; by the agent's account. */
export class StaffRecords extends StreamRepository<StaffCommand, Staff, StaffEvent> {
  constructor(store: EventStore, vault: KeyVault, random: Random, limits: Pick<AccountLimits, 'resetsPerAgentPerDay'>) {
    super(store, vault, {
      category: 'staff',
      decider: createStaffDecider(limits),
      codec: staffCodec,
      keyOwner: (id) => id,
      // Everything that is looked at is an event, so these streams grow long.
      snapshots: new Snapshots(store, random, 2),
    });
  }
}
