import { z } from 'zod';
import { deviceNameSchema } from '../flow/sign-in.schemas.js';
import { instantSchema } from '../platform/http/instant.schema.js';

const trustedDeviceSchema = z
  .strictObject({
    id: z.string(),
    name: z.string().meta({ examples: ['Chrome on Windows'] }),
    thisDevice: z.boolean().meta({ description: 'Whether the session of this request is on it.' }),
    trustedAt: instantSchema,
    lastUsedAt: instantSchema.nullable().meta({ description: '`null`: not since it was trusted.' }),
    synced: z.boolean().meta({ description: 'Its passkey is backed up and may be on other devices of the same person.' }),
    revocable: z.boolean().meta({ description: '`false`: the last second factor of an account that must have one.' }),
  })
  .meta({ id: 'TrustedDevice', description: 'A device that holds a passkey of the account.' });

export const deviceListSchema = z
  .strictObject({ devices: z.array(trustedDeviceSchema) })
  .meta({ id: 'DeviceList', description: 'The devices that the account trusts.' });

export const renameDeviceSchema = z.strictObject({ name: deviceNameSchema }).meta({ id: 'RenameDevice', description: 'A new name.' });
