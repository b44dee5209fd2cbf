export * from './event-store.js';
export { DataFolderInUseError, DataFolderUnusableError } from './sqlite/data-folder.js';
export { SqliteEventStore, type SqliteEventStoreOptions } from './sqlite/sqlite-event-store.js';
