import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Cli } from '../support/cli.js';
import { NativeClient } from '../support/native-client.js';
import { startService } from '../support/service.js';
import { AuthenticatorApp } from '../support/totp.js';

it('a copy of the data folder in a fresh place gives the same answers, also without its views', async () => {
  const copy = join(mkdtempSync(join(tmpdir(), 'vestibule-restored-')), 'data');
  await using service = await startService();
  const [anna] = await service.demonstration();
  if (anna === undefined) throw new Error('nobody to sign in as');
  const client = new NativeClient(service.origin);
  await client.begin({ email: anna.email });
  await client.password(anna.password);
  const app = new AuthenticatorApp(client.next('set-up-authenticator').authenticator.secret);
  await client.confirmAuthenticator(await app.code());
  await client.confirmRecoveryCode();
  await client.declineDevice();
  const cli = new Cli(service.env);
  const history = await cli.accountEvents(anna.email);
  const accounts = await cli.json('account', 'list');
  expect(await service.stop()).toMatchObject({ code: 0 });

  cpSync(service.dataDir, copy, { recursive: true });
  // Views are made again from the log; a backup does not need them.
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(copy, `views.sqlite${suffix}`), { force: true });
  const restored = await startService({ dataDir: copy });
  try {
    const again = new NativeClient(restored.origin);
    await again.begin({ email: anna.email });
    await again.password(anna.password);
    await again.answer({ code: await app.code() });
    expect(again.next('done').session.acr).toBe('aal2');
    const restoredCli = new Cli(restored.env);
    expect((await restoredCli.accountEvents(anna.email)).slice(0, history.length)).toEqual(history);
    const withoutLastSignIn = (list: unknown): unknown => JSON.parse(JSON.stringify(list, (key, value: unknown) => (key === 'lastSignInAt' ? undefined : value)));
    expect(withoutLastSignIn(await restoredCli.json('account', 'list'))).toEqual(withoutLastSignIn(accounts));
  } finally {
    await restored.stop();
    rmSync(copy, { recursive: true, force: true });
  }
});
