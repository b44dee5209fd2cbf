import { z } from 'zod';
import { methodSchema, organizationSchema } from '../../flow/sign-in.schemas.js';
import { instantSchema } from '../../platform/http/instant.schema.js';

const policySchema = z
  .strictObject({
    mfaRequired: z.boolean().meta({ description: 'Whether a second factor is asked for at sign-in.' }),
    because: z
      .enum(['organization', 'enrolled', 'role', 'none'])
      .meta({ description: 'Whose rule it is: the organization’s, the holder’s own set-up, a staff role’s, or nobody’s.' }),
    methods: z.array(methodSchema).meta({ description: 'The methods that the organization allows after the password.' }),
    emailCode: z
      .enum(['factor', 'recovery', 'off'])
      .meta({ description: 'Whether a code by e-mail signs in, leads to a new set-up only, or is off.' }),
  })
  .meta({ id: 'AccountPolicy', description: 'What applies to the account now.' });

const ownAuthenticatorSchema = z
  .strictObject({
    id: z.string(),
    enrolledAt: instantSchema,
    lastUsedAt: instantSchema.nullable().meta({ description: '`null`: not since it was set up.' }),
    disabled: z.boolean().meta({ description: 'It failed too often and has to be set up anew.' }),
    removable: z.boolean().meta({ description: '`false`: the last second factor of an account that must have one.' }),
  })
  .meta({ id: 'OwnAuthenticator', description: 'An authenticator app of the account.' });

const ownRecoveryCodeSchema = z
  .strictObject({
    issuedAt: instantSchema,
    confirmed: z.boolean().meta({ description: 'Whether the holder said that it is stored.' }),
  })
  .meta({ id: 'OwnRecoveryCode', description: 'That there is a recovery code; never the code.' });

export const ownAccountSchema = z
  .strictObject({
    email: z.string(),
    name: z.string(),
    language: z.string().nullable().meta({ description: 'BCP 47; mails are written in it. `null`: nobody has chosen one.', examples: ['de'] }),
    organization: organizationSchema.nullable(),
    policy: policySchema,
    password: z
      .strictObject({
        changedAt: instantSchema.nullable(),
        minLength: z.int().meta({ description: 'Characters (code points) that a new one needs.' }),
      })
      .meta({ description: 'When the password was chosen, and what a new one needs.' }),
    authenticators: z.array(ownAuthenticatorSchema),
    recoveryCode: ownRecoveryCodeSchema.nullable(),
    trustedDevices: z.int().meta({ description: 'How many devices are trusted; they are listed at `/devices`.' }),
  })
  .meta({ id: 'OwnAccount', description: 'What is true of one’s own account now.' });

export const changeLanguageSchema = z
  .strictObject({ language: z.string().min(2).max(35).meta({ description: 'BCP 47.', examples: ['de', 'en-GB'] }) })
  .meta({ id: 'ChangeLanguage', description: 'The language that mails are to be written in.' });
