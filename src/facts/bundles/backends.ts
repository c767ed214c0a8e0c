import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { backendKinds } from '../../protocols/backends/backend.ts';

const answer = z.object({
  kind: z.enum(backendKinds),
  id: z.string(),
  /** `table orders`, `the list of files`. */
  what: z.string(),
  state: z.enum(['open', 'closed', 'unclear']),
  /** Rows, entries or files a stranger can read; null when it was not said. */
  count: z.number().nullable(),
  /** Columns that hold what belongs to people, or rights a public key must not have: names only. */
  sensitive: z.array(z.string()),
  status: z.number().nullable(),
  /** Where the key stands. */
  script: z.string(),
});
export type BackendAnswer = z.infer<typeof answer>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({
    isAsked: z.literal(false),
    why: z.string(),
    /** What there is to ask once the owner consents. */
    waiting: z.array(z.enum(backendKinds)),
  }),
  z.object({
    isAsked: z.literal(true),
    answers: z.array(answer),
    /** Storage that may belong to somebody else, and was left alone. */
    leftAlone: z.array(z.string()),
  }),
]);
export type BundleBackends = z.infer<typeof schema>;

export default factToken<BundleBackends>({
  id: 'bundles/backends',
  target: 'site',
  about:
    'Whether the public keys in the site’s scripts open its back ends to strangers; asked with consent only',
  schema,
});
