import { z } from 'zod';

const instant = z.iso.datetime().meta({ examples: ['2026-03-01T08:30:00.000Z'] });

export const deviceListSchema = z
  .strictObject({
    devices: z.array(
      z
        .strictObject({
          id: z.string(),
          name: z.string().meta({ examples: ['Chrome on Windows'] }),
          thisDevice: z.boolean(),
          trustedAt: instant,
          lastUsedAt: instant.nullable(),
          synced: z.boolean().meta({ description: 'Its passkey is backed up and may be on other devices of the same person.' }),
        })
        .meta({ id: 'TrustedDevice' }),
    ),
  })
  .meta({ id: 'DeviceList' });

export const renameDeviceSchema = z.strictObject({ name: z.string().trim().min(1).max(64) }).meta({ id: 'RenameDevice' });
