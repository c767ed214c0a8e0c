import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/mail/answer-schema.ts';

const schema = z.object({ domain: z.string(), answer: answerSchema });

export type TlsRpt = z.infer<typeof schema>;

export default factToken<TlsRpt>({
  id: 'mail/tls-rpt',
  target: 'mailDomain',
  about: 'The texts at _smtp._tls, where other mail servers learn whom to tell about broken encryption',
  schema,
});
