import { Test } from '@nestjs/testing';
import { expect, it } from 'vitest';
import { PasskeyOptions, Passkeys } from './passkeys.js';
import { challenge } from './testing/ceremonies.js';

it('is made with the options that are provided', async () => {
  const options: PasskeyOptions = { rpId: 'a.example', rpName: 'A', origins: ['https://a.example'], challengeSeconds: 60 };
  const module = await Test.createTestingModule({ providers: [Passkeys, { provide: PasskeyOptions, useValue: options }] }).compile();
  expect(module.get(Passkeys).requestOptions({ challenge, devices: [] })).toMatchObject({ rpId: 'a.example', timeout: 60_000 });
});
