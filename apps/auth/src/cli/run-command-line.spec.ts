import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../config.js';
import { OperatorServer } from '../operator/operator-server.js';
import { OperatorWorld, temporaryDataDir } from '../operator/testing/operator-world.js';
import { openHere, rebuildViews } from './open-here.js';
import { runCommandLine } from './run-command-line.js';
import { Terminal } from './testing/terminal.js';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const configOf = (dataDir: string): Config =>
  loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir, PUBLIC_URL: 'https://sign-in.example', ARGON2_MEMORY_KIB: '8', ARGON2_PASSES: '1' });

async function run(dataDir: string, args: readonly string[], typed?: string): Promise<Run> {
  const terminal = new Terminal(typed);
  const config = configOf(dataDir);
  const code = await runCommandLine(args, {
    streams: terminal,
    userName: 'root',
    operatorOptions: () => ({ dataDir, isEmbedded: true, openHere: () => openHere(config), patienceMilliseconds: 500 }),
    rebuildViews: (onProgress) => rebuildViews(config, onProgress),
    work: () => Promise.reject(new Error('no worker in these tests')),
  });
  return { code, out: terminal.out, err: terminal.err };
}

const invite = ['account', 'invite', '--email', 'anna@x.example', '--name', 'Anna Brandt'];
const noMail = 'The service does not run: the mail goes out when it does.\n';

describe.each(['while no service runs', 'while the service runs'])('the command line, %s,', (when) => {
  const isServed = when === 'while the service runs';

  async function dataFolder(): Promise<string> {
    const dataDir = temporaryDataDir();
    if (isServed) await (await OperatorWorld.open(dataDir)).get(OperatorServer).start();
    else await run(dataDir, ['organization', 'list']);
    return dataDir;
  }

  it('does what it is told and says so', async () => {
    const dataDir = await dataFolder();
    const registered = await run(dataDir, ['organization', 'register', '--name', 'Riverside Clinic', '--mfa-required']);
    expect(registered).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Riverside Clinic is registered, MFA required\. Its id is [0-9a-f-]{36}\.\n$/) });
    const invited = await run(dataDir, [...invite, '--organization', 'riverside clinic', '--json']);
    expect(invited).toMatchObject({ code: 0, err: isServed ? '' : noMail });
    expect(JSON.parse(invited.out)).toMatchObject({ email: 'anna@x.example' });
    const listed = await run(dataDir, ['account', 'list', '--search', 'brandt']);
    expect(listed.out.split('\n')[2]).toMatch(/^ anna@x\.example {3}Anna Brandt {3}Riverside Clinic {3}invited/);
    const history = await run(dataDir, ['history', 'anna@x.example', '--as', 'Ines']);
    expect(history.out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}Z {2}Account made for Anna Brandt, anna@x\.example, by operator root\.\n/);
  });

  it('refuses in one line, with exit code 1', async () => {
    const dataDir = await dataFolder();
    expect(await run(dataDir, ['history', 'nobody@x.example'])).toEqual({ code: 1, out: '', err: 'There is no account "nobody@x.example".\n' });
    expect(await run(dataDir, [...invite, '--organization', 'Nowhere'])).toEqual({ code: 1, out: '', err: 'There is no organization "Nowhere".\n' });
    expect(await run(dataDir, ['account', 'invite-csv', join(dataDir, 'none.csv')])).toMatchObject({ code: 1, err: `${join(dataDir, 'none.csv')} cannot be read: there is no such file.\n` });
  });

  it('reports a file line by line', async () => {
    const dataDir = await dataFolder();
    const file = join(dataDir, 'people.csv');
    writeFileSync(file, 'email,name\nanna@x.example,Anna\nnobody,N\n');
    const { code, out, err } = await run(dataDir, ['account', 'invite-csv', file]);
    expect(code).toBe(1);
    expect(out).toContain('1 invited, 0 already there, 1 wrong.');
    expect(err).toContain('1 of 2 lines were wrong');
    writeFileSync(file, 'anna@x.example,Anna\n');
    expect(await run(dataDir, ['account', 'invite-csv', file, '--json'])).toMatchObject({ code: 0, out: expect.stringContaining('"alreadyThere": 1') });
  });

  it('asks a person before something that cannot be taken back', async () => {
    const dataDir = await dataFolder();
    await run(dataDir, invite);
    const disable = ['account', 'disable', 'anna@x.example', '--reason', 'left'];
    expect(await run(dataDir, disable, 'n\n')).toMatchObject({ code: 1, err: expect.stringMatching(/Go on\? \[y\/N\][^]*Nothing was changed\.\n$/) });
    expect((await run(dataDir, ['account', 'show', 'anna@x.example', '--json'])).out).toContain('"status": "invited"');
    expect(await run(dataDir, disable, 'y\n')).toMatchObject({ code: 0, out: 'anna@x.example is disabled; its status is now disabled.\n' });
    expect(await run(dataDir, ['account', 'enable', 'anna@x.example', '--reason', 'back'])).toMatchObject({ code: 0 });
    expect(await run(dataDir, [...disable, '--yes'], '')).toMatchObject({ code: 0 });
  });

  it('erases a person only when their address is typed', async () => {
    const dataDir = await dataFolder();
    await run(dataDir, invite);
    const erase = ['erase', 'anna@x.example', '--reason', 'asked for by the holder', '--ticket', 'T-9'];
    expect(await run(dataDir, erase)).toMatchObject({ code: 1, err: expect.stringContaining('say --yes. Nothing was changed.') });
    const shown = await run(dataDir, erase, 'y\n');
    expect(shown).toMatchObject({ code: 1, err: expect.stringMatching(/^Anna Brandt <anna@x\.example>[^]*Nobody can undo this\.\nType anna@x\.example to go on: [^]*Nothing was changed\.\n$/) });
    expect((await run(dataDir, ['account', 'show', 'anna@x.example', '--json'])).out).toContain('"status": "invited"');
    const done = await run(dataDir, erase, 'anna@x.example\n');
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/^The person of account [0-9a-f-]{36} is erased\. Its history stays: vestibule history [0-9a-f-]{36}\n$/) });
    const id = /[0-9a-f-]{36}/.exec(done.out)?.[0] ?? '';
    expect((await run(dataDir, ['history', id])).out).toContain('The person was erased (asked for by the holder, ticket T-9)');
    expect((await run(dataDir, ['history', id])).out).not.toContain('Anna');
    expect((await run(dataDir, ['account', 'list'])).out).toContain('No account was found.');
    expect(await run(dataDir, ['erase', id, '--reason', 'again', '--ticket', 'T-9', '--yes'])).toMatchObject({ code: 0 });
  });

  it('rebuilds the views unless somebody reads them', async () => {
    const dataDir = await dataFolder();
    await run(dataDir, invite);
    const rebuilt = await run(dataDir, ['rebuild-views']);
    if (isServed) expect(rebuilt).toEqual({ code: 1, out: '', err: `data folder ${dataDir} is in use by another process; stop the service first.\n` });
    else expect(rebuilt).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+ events read in/) });
    expect((await run(dataDir, ['account', 'list'])).out).toContain('anna@x.example');
  });
});

describe('the command line', () => {
  it('says what is missing, with exit code 2', async () => {
    const dataDir = temporaryDataDir();
    const usage = async (...args: string[]): Promise<string> => {
      const { code, out, err } = await run(dataDir, args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err;
    };
    expect(await usage('organization', 'register')).toBe("Required option '--name <text>' not specified. See vestibule --help.\n");
    expect(await usage('organisation')).toMatch(/^Unknown command 'organisation'/);
    expect(await usage('mfa', 'reset', 'a', '--reason', 'r', '--ticket', 't', '--identity-proof', 'trust-me')).toContain('in-person, video-call, call-back, manager-confirmed');
    expect(await usage('organization', 'policy', 'a', '--reason', 'r')).toMatch(/^Say what to change: --methods/);
    expect(await usage('organization', 'policy', 'a', '--reason', 'r', '--methods', 'sms')).toContain('Say some of passkey, authenticator, recovery-code');
    expect(await usage('account', 'list', '--limit', '0')).toContain('whole number from 1 to 100000');
    expect(await usage('account', 'list', '--as', 'a\tb')).toContain('1 to 64 visible characters');
    expect(await usage('account')).toContain('Usage: vestibule account');
  });

  it('explains itself without a data folder', async () => {
    const { code, out } = await run('/nowhere', ['--help']);
    expect(code).toBe(0);
    for (const command of ['organization', 'owner', 'account', 'history', 'mfa', 'erase', 'jobs', 'rotate-keys', 'peppers', 'rebuild-views', 'work']) expect(out).toContain(command);
    expect((await run('/nowhere', ['mfa', 'reset', '--help'])).out).toContain('--identity-proof <how>');
  });

  it('gives up on a data folder whose holder does not answer', async () => {
    const dataDir = temporaryDataDir();
    await OperatorWorld.open(dataDir);
    expect(await run(dataDir, ['account', 'list'])).toEqual({
      code: 1,
      out: '',
      err: `${dataDir} is in use by a process that does not answer: a service that is starting or stopping, or another command. Try again.\n`,
    });
  });

  it('lets no name play with the terminal', async () => {
    const dataDir = temporaryDataDir();
    await run(dataDir, ['account', 'invite', '--email', 'a@x.example', '--name', 'A\u202eB']);
    expect((await run(dataDir, ['history', 'a@x.example'])).out).toContain('A\ufffdB');
  });
});
