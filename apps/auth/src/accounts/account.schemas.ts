import { z } from 'zod';
import { clientSchema, deviceIdSchema, passwordInputSchema } from '../flow/sign-in.schemas.js';

const token = z.string().min(1).max(512).meta({ description: 'From the fragment of the mailed link.' });

export const lookUpInvitationSchema = z.strictObject({ token }).meta({ id: 'LookUpInvitation', description: 'The token of the mailed link.' });

export const invitationSchema = z
  .strictObject({
    email: z.string(),
    name: z.string(),
    organization: z.strictObject({ name: z.string() }).nullable(),
    minPasswordLength: z.int().meta({ description: 'Characters (code points) that the password needs.' }),
  })
  .meta({ id: 'Invitation', description: 'Whom the invitation is for.' });

export const acceptInvitationSchema = z
  .strictObject({ token, password: passwordInputSchema, client: clientSchema, deviceId: deviceIdSchema })
  .meta({ id: 'AcceptInvitation', description: 'The token of the mailed link and the password chosen.' });

export const changePasswordSchema = z
  .strictObject({ currentPassword: passwordInputSchema, newPassword: passwordInputSchema })
  .meta({ id: 'ChangePassword', description: 'The present password and the new one.' });
