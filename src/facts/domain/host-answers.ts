import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/zone/answers.ts';

const schema = z.object({
  host: z.string(),
  zone: z.string(),
  /** One address per name server: the address records it has for the host. */
  servers: z.array(
    z.object({ server: z.string(), address: z.string(), a: answerSchema, aaaa: answerSchema }),
  ),
  /** Further types from the first server that answers: CNAME, MX, TXT, NS, HTTPS. */
  others: z.record(z.string(), answerSchema),
});

export type HostAnswers = z.infer<typeof schema>;

export default factToken<HostAnswers>({
  id: 'domain/host-answers',
  target: 'host',
  about: 'The records of a host name, as each authoritative server gives them',
  schema,
});
