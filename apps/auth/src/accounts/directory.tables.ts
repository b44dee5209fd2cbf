import type { Role } from '#domain/account/events.js';

/** Who is who, to search by. */
export const directoryTables = ['organization', 'account', 'factor', 'role', 'search'] as const;

/*
 * `number` is what the full-text index points at; only a declared key survives VACUUM.
 * `email`, `address`, `name` and `search` are null together: that person was erased.
 * The index holds every run of three characters of `search`, so that parts of words are found.
 * Its own secure-delete removes the words of a deleted row from it at once, instead of at some later merge.
 */
export const directorySchema = `
  CREATE TABLE {organization} (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE {account} (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT,
    email           TEXT,
    address         TEXT,                      -- the normal form, to find it by
    name            TEXT,
    sort            TEXT NOT NULL,
    search          TEXT,                      -- address, name and organization, folded
    status          TEXT NOT NULL,
    has_password    INTEGER NOT NULL DEFAULT 0,
    created_at      TEXT NOT NULL,
    last_sign_in_at TEXT
  ) STRICT;

  CREATE TABLE {factor} (
    account_id TEXT NOT NULL, id TEXT NOT NULL,
    kind       TEXT NOT NULL,                  -- a Method
    confirmed  INTEGER NOT NULL,
    disabled   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE {role} (account_id TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (account_id, role)) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE {search} USING fts5 (search, content = '{account}', content_rowid = 'number', tokenize = 'trigram');
  INSERT INTO {search} ({search}, rank) VALUES ('secure-delete', 1);`;

/**
 * `by_sort` holds what lists filter by, so that a long walk by name need not look up the rows that it passes over.
 * The full-text index is filled at once, which takes an eighth of the time that row by row does; from then on triggers keep it true.
 * That comes first: with `by_sort` there, SQLite would walk the accounts in its order, and the index takes them well only in their own.
 */
export const directoryIndexes = `
  INSERT INTO {search} ({search}) VALUES ('rebuild');
  CREATE INDEX IF NOT EXISTS {account}_by_address ON {account} (address);
  CREATE INDEX IF NOT EXISTS {account}_by_sort ON {account} (sort, id, search, status);
  CREATE INDEX IF NOT EXISTS {account}_by_organization ON {account} (organization_id, sort, id);
  CREATE INDEX IF NOT EXISTS {role}_by_role ON {role} (role, account_id);
  CREATE TRIGGER IF NOT EXISTS {search}_insert AFTER INSERT ON {account} WHEN new.search IS NOT NULL BEGIN
    INSERT INTO {search} (rowid, search) VALUES (new.number, new.search);
  END;
  CREATE TRIGGER IF NOT EXISTS {search}_update AFTER UPDATE OF search ON {account} BEGIN
    INSERT INTO {search} ({search}, rowid, search) SELECT 'delete', old.number, old.search WHERE old.search IS NOT NULL;
    INSERT INTO {search} (rowid, search) SELECT new.number, new.search WHERE new.search IS NOT NULL;
  END;`;

export const accountStatuses = ['invited', 'active', 'disabled', 'frozen', 'erased'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** An account as lists show it. */
export interface AccountSummary {
  readonly id: string;
  /** `null`, as the name: erased. */
  readonly email: string | null;
  readonly name: string | null;
  readonly organization: { readonly id: string; readonly name: string | null } | null;
  readonly status: AccountStatus;
  readonly roles: readonly Role[];
  readonly factors: {
    readonly authenticator: 'none' | 'enrolled' | 'disabled';
    readonly recoveryCode: 'none' | 'issued' | 'confirmed' | 'disabled';
    readonly emailCode: 'available' | 'disabled';
    readonly trustedDevices: number;
  };
  readonly createdAt: string;
  readonly lastSignInAt: string | null;
}

/** Case and accents do not count: `Müller` is found by `muller`. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
