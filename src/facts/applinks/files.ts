import { z } from 'zod';
import { factToken } from '../../model/fact.ts';

const file = z.object({
  url: z.string(),
  /** null: no answer. */
  status: z.number().nullable(),
  /** Why there was no answer. */
  error: z.string().nullable(),
  location: z.string().nullable(),
  mediaType: z.string(),
  bodyBytes: z.number(),
  /** Certificate accepted; phones and Apple's servers take no other. */
  isTrusted: z.boolean(),
});
export type LinkFile = z.infer<typeof file>;

const schema = z.discriminatedUnion('isAsked', [
  z.object({ isAsked: z.literal(false), why: z.string() }),
  z.object({
    isAsked: z.literal(true),
    apple: file.extend({
      /** null: no JSON. */
      content: z
        .object({
          appIds: z.array(z.string()).readonly(),
          rules: z.number(),
          problems: z.array(z.string()).readonly(),
        })
        .nullable(),
    }),
    android: file.extend({
      content: z
        .object({ packages: z.array(z.string()).readonly(), problems: z.array(z.string()).readonly() })
        .nullable(),
    }),
  }),
]);
export type AppLinks = z.infer<typeof schema>;
export type AskedAppLinks = Extract<AppLinks, { isAsked: true }>;

export default factToken<AppLinks>({
  id: 'applinks/files',
  target: 'host',
  about: 'The files that let phone apps open the links of a host',
  schema,
});
