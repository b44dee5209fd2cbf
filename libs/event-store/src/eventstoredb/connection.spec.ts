import { describe, expect, it } from 'vitest';
import { checkConnectionString, UnsafeConnectionError } from './connection.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';

const check = (connectionString: string, production: boolean) => (): void => checkConnectionString(connectionString, production);

describe('the connection string of EventStoreDB', () => {
  it.each([
    'esdb://vestibule:secret@db.internal:2113',
    'esdb://vestibule:secret@db-1.internal:2113,db-2.internal:2113,db-3.internal:2113?nodePreference=leader',
    'esdb+discover://vestibule:secret@cluster.internal?tlsCAFile=/etc/ca.pem',
    'esdb://db.internal:2113?userCertFile=/a.crt&userKeyFile=/a.key',
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://admin:changeit@localhost:2113',
    'esdb://admin:changed@db.internal:2113',
  ])('may in production be %s', (connectionString) => {
    expect(check(connectionString, true)).not.toThrow();
  });

  it.each([
    ['esdb://db.internal:2113?tls=false', 'tls=false'],
    ['esdb://db.internal:2113?keepAliveInterval=10000&TLS=False', 'tls=false'],
    ['esdb://127.0.0.1:2113,127.0.0.1:2114?tls=false', 'tls=false'],
    ['esdb+discover://127.0.0.1:2113?tls=false', 'tls=false'],
    ['esdb://127.0.0.1.example.org:2113?tls=false', 'tls=false'],
    ['esdb://admin:changeit@db.internal:2113', 'default password'],
    ['esdb://%61dmin:change%69t@db.internal:2113', 'default password'],
    ['esdb://ops:changeit@db.internal:2113?tls=true', 'default password'],
  ])('is in production not %s', (connectionString, reason) => {
    expect(check(connectionString, true)).toThrow(reason);
    expect(check(connectionString, false)).not.toThrow();
  });

  it.each(['esdb://localhost?throwOnAppendFailure=false', 'esdb://localhost?throw-on-append-failure=false', 'postgres://a:b@c', 'esdb://'])(
    'is never %s',
    (connectionString) => {
      expect(check(connectionString, false)).toThrow(UnsafeConnectionError);
    },
  );

  it.each(['esdb://user:hunter2@host:port', 'http://user:hunter2@host', 'esdb://user:hunter2@host?tlsCAFile=/none'])(
    'is never repeated in an error: %s',
    (connectionString) => {
      const open = (): unknown => new EventStoreDbEventStore({ connectionString, production: false });
      expect(open).toThrow(UnsafeConnectionError);
      expect(open).not.toThrow('hunter2');
    },
  );
});
