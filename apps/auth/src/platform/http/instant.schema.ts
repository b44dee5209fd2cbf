import { z } from 'zod';

/** A moment as every answer writes it. */
export const instantSchema = z.iso
  .datetime()
  .meta({ id: 'Instant', description: 'A moment: RFC 3339, UTC, milliseconds.', examples: ['2026-03-01T08:30:00.000Z'] });
