import { z } from 'zod';
import { about, listOf, maybe, thing } from './field.ts';
import { id, methodAndAddress } from './scalars.ts';

const values = (description: string, example: Readonly<Record<string, string>>) =>
  about(
    z
      .record(z.string().max(200), z.string().max(4_000))
      .optional()
      .transform((value) => value ?? {}),
    description,
    example,
  );

/** Two of them make the two-visitor test and object-level authorisation a matter of proof. */
export const testAccounts = about(
  listOf(
    thing({
      id: about(id, 'Its name.', 'ana'),
      login: about(
        maybe(methodAndAddress),
        'The request that logs in; a path is on the canonical host. Left out: `headers` alone are the session.',
        'POST /login',
      ),
      form: values('Its fields; values may be references.', {
        email: 'ana@kiln.example',
        password: 'env:ANA_PASSWORD',
      }),
      json: about(z.boolean().default(false), 'The fields are sent as JSON instead of as a form.'),
      headers: values('Headers of every request of this account; values may be references.', {
        authorization: 'env:ANA_TOKEN',
      }),
    }),
    10,
  ),
  'Accounts made for testing, by reference: what one of them sees must never reach another.',
);
