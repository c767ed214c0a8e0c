import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import type { SenderEvidence } from '../../protocols/mail/services/evidence.ts';

const evidence: z.ZodType<SenderEvidence> = z.object({
  domain: z.string(),
  mx: z.array(z.object({ host: z.string(), exchanges: z.array(z.string()) })),
  spf: z.array(z.object({ host: z.string(), targets: z.array(z.string()) })),
  cnames: z.array(z.object({ host: z.string(), target: z.string().nullable() })),
  dkim: z.array(
    z.object({
      domain: z.string(),
      selector: z.string(),
      target: z.string().nullable(),
      state: z.enum(['key', 'revoked', 'broken', 'missing', 'unknown']),
    }),
  ),
  txt: z.array(z.object({ host: z.string(), texts: z.array(z.string()) })),
});

/** Which services these records name is read with `detectSenders(evidence)`. */
const schema = z.object({ evidence });

export type Senders = z.infer<typeof schema>;

export default factToken<Senders>({
  id: 'mail/senders',
  target: 'mailDomain',
  about: 'What DNS shows of the services that send or receive for the domain',
  schema,
});
