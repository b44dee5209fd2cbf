import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { OperatorWorld } from '../../operator/testing/operator-world.js';
import { csvLines } from './csv-lines.js';

describe('the lines of a file', () => {
  it('need no head', () => {
    expect(csvLines('anna@x.example,"Brandt, Anna"\r\nben@x.example,Ben,de\r\n')).toEqual([
      { line: 1, email: 'anna@x.example', name: 'Brandt, Anna', language: null },
      { line: 2, email: 'ben@x.example', name: 'Ben', language: 'de' },
    ]);
  });

  it('follow the order that the head names, whatever separates the fields', () => {
    expect(csvLines('\ufeffName;Language;E-Mail\n\nAnna;en;anna@x.example')).toEqual([{ line: 3, email: 'anna@x.example', name: 'Anna', language: 'en' }]);
    expect(csvLines('email\tname\nanna@x.example\tAnna')).toEqual([{ line: 2, email: 'anna@x.example', name: 'Anna', language: null }]);
  });

  it('are read each for itself', () => {
    expect(csvLines('email,name\n"open,Anna\nben@x.example,Ben\n,Cy\ndi@x.example\ned@x.example,Ed,en,more')).toEqual([
      { line: 2, text: '"open,Anna', problem: 'A quotation mark is open or misplaced.', code: 'line.quotationOpen' },
      { line: 3, email: 'ben@x.example', name: 'Ben', language: null },
      { line: 4, text: ',Cy', problem: 'The e-mail address is missing.', code: 'account.emailInvalid' },
      { line: 5, text: 'di@x.example', problem: 'The name is missing.', code: 'account.nameInvalid' },
      { line: 6, text: 'ed@x.example,Ed,en,more', problem: 'There are 4 fields, expected email, name.', code: 'line.tooManyFields' },
    ]);
  });

  it.each([
    ['', 'empty'],
    ['\n \n', 'empty'],
    ['email,nmae\na@x.example,A', '"nmae"'],
    ['email\na@x.example', 'no column "name"'],
    ['email,name,name\na@x.example,A,B', 'twice'],
    ['a@x.example,\0', 'UTF-8'],
    ['a'.repeat(1024 * 1024 + 1), 'larger than 1 MiB'],
    ['a@x.example,A\n'.repeat(5_001), 'more than 5,000 lines'],
  ])('cannot be read of %j', (text, why) => {
    expect(() => csvLines(text)).toThrow(why);
  });
});

describe('inviting a file', () => {
  it('reports every line and invites nobody twice', async () => {
    const world = await OperatorWorld.open();
    await world.run('organization.register', { name: 'Riverside', supportContact: null, mfaRequired: false });
    await world.run('account.invite', { email: 'solo@x.example', name: 'Solo', organization: null, language: null });
    const text = 'anna@x.example,Anna\nno address,Ben\nANNA@x.example,Anna\nsolo@x.example,Solo\ncy@x.example,Cy,de\n';
    const args = { text, organization: 'riverside' };
    const commandId = randomUUID();
    const first = await world.run('account.inviteCsv', args, commandId);
    expect(first.lines.map(({ line, outcome, problem, code }) => [line, outcome, problem === null ? '' : problem.slice(0, 14), code])).toEqual([
      [1, 'invited', '', null],
      [2, 'wrong', '"no address" i', 'account.emailInvalid'],
      [3, 'already-there', '', null],
      [4, 'wrong', 'This address h', 'line.elsewhere'],
      [5, 'invited', '', null],
    ]);
    expect(first).toMatchObject({ invited: 2, alreadyThere: 1, wrong: 2 });
    expect(await world.run('account.inviteCsv', args, commandId)).toEqual(first);
    expect(await world.run('account.inviteCsv', args)).toMatchObject({ invited: 0, alreadyThere: 3, wrong: 2 });
  });
});
