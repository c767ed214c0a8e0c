import { z } from 'zod';
import { factToken } from '../../model/fact.ts';
import { answerSchema } from '../../protocols/mail/answer-schema.ts';

const tls = z.object({
  protocol: z.string(),
  cipher: z.string(),
  isAuthorized: z.boolean(),
  authorizationError: z.string().nullable(),
  subject: z.string().nullable(),
  /** First 20 names of the certificate. */
  names: z.array(z.string()).readonly(),
  notAfter: z.number().nullable(),
});

const dialogue = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('spoke'),
    /** Text of the 220 line. */
    greeting: z.string(),
    /** Host name of the answer to EHLO; null when EHLO was refused. */
    ehlo: z.string().nullable(),
    hasStartTls: z.boolean(),
    tls: tls.nullable(),
    /** Why STARTTLS did not lead to TLS although offered. */
    tlsProblem: z.string().nullable(),
  }),
  /** A connection was made and no mail server greeted: `greeting` is what came instead. */
  z.object({ state: z.literal('strange'), greeting: z.string() }),
  /** No connection, or silence. `kind` is a `WorldErrorKind`. */
  z.object({ state: z.literal('unreached'), kind: z.string(), message: z.string() }),
]);

const server = z.object({
  address: z.string(),
  /** PTR names; null when the question got no answer. */
  reverse: z.array(z.string()).readonly().nullable(),
  /** One of the PTR names leads back to the address (RFC 8601 section 2.7.3); null when nobody could tell. */
  isConfirmed: z.boolean().nullable(),
  smtp: dialogue,
});

const exchanger = z.object({
  host: z.string(),
  preference: z.number(),
  rcode: z.string(),
  isSettled: z.boolean(),
  servers: z.array(server).readonly(),
});

const schema = z.object({
  domain: z.string(),
  answer: answerSchema,
  /** Has the domain an address of its own: where mail goes without MX (RFC 5321 section 5.1); null when not answered. */
  hasAddress: z.boolean().nullable(),
  /** The first five by preference. */
  exchangers: z.array(exchanger).readonly(),
});

export type MxTls = z.infer<typeof tls>;
export type MxServer = z.infer<typeof server>;
export type MxExchanger = z.infer<typeof exchanger>;
export type Mx = z.infer<typeof schema>;

export default factToken<Mx>({
  id: 'mail/mx',
  target: 'mailDomain',
  about: 'The mail exchangers, their addresses and reverse names, and what they say on port 25',
  schema,
});
