import { z } from 'zod';

const count = z.int().min(0);
const texts = z.array(z.string()).readonly();
const policy = z.enum(['none', 'quarantine', 'reject']);
const seconds = z.int().min(0).describe('seconds since 1970-01-01 UTC');

const sums = {
  messages: count,
  passing: count.describe('aligned DKIM or aligned SPF'),
  forwarded: count.describe('passed on by others, passing or not'),
  failing: count.describe('yours, or of a service that authenticates as itself, and failing'),
  spoofed: count.describe('nothing proves that they are yours'),
};

const sender = z.strictObject({
  source: z.string(),
  service: z.string().nullable().describe('id in the table of mail services'),
  namedBy: z.enum(['signature', 'envelope', 'selector', 'reverse name', 'own domain', 'address']),
  kind: z.enum(['ours', 'unaligned', 'forwarder', 'stranger']),
  because: z.string(),
  ...sums,
  dkimAligned: count,
  spfAligned: count,
  refused: count.describe('quarantined or rejected'),
  addresses: z
    .array(z.strictObject({ address: z.string(), messages: count, host: z.string().nullable() }))
    .readonly()
    .describe('the busiest'),
  addressCount: count,
  selectors: texts,
  fromDomains: texts,
  todo: z.string().nullable(),
  records: z.array(z.strictObject({ type: z.string(), host: z.string(), value: z.string() })).readonly(),
});

const ladder = z.strictObject({
  current: z.enum(['absent', 'none', 'quarantine', 'reject']),
  isSoftened: z.boolean().describe('published with t=y or pct below 100'),
  next: policy,
  isReady: z.boolean(),
  blockers: texts,
  record: z.string().describe('TXT value for the next step'),
  rehearsal: z.string().nullable().describe('the same with t=y, and pct=0 for RFC 7489 receivers'),
  steps: z
    .array(
      z.strictObject({
        policy,
        state: z.enum(['held', 'allowed', 'blocked']),
        missing: texts,
        record: z.string(),
        rehearsal: z.string().nullable(),
      }),
    )
    .readonly(),
  notes: texts,
  since: seconds,
  days: count,
  messages: count,
});

const domain = z.strictObject({
  domain: z.string(),
  reports: count,
  reporters: z.array(z.strictObject({ name: z.string(), messages: count })).readonly(),
  forms: z.strictObject({ rfc7489: count, rfc9990: count }),
  begin: seconds,
  end: seconds,
  days: count.describe('days of which there is a report'),
  ...sums,
  senders: z.array(sender).readonly(),
  moreSenders: count,
  weeks: z
    .array(z.strictObject({ week: z.int().describe('Monday, in days since 1970-01-01'), ...sums }))
    .readonly(),
  policies: z.array(z.strictObject({ p: z.string(), days: count })).readonly(),
  dropped: count.describe('mails of records left out because there were too many different ones'),
  published: z.strictObject({
    record: z.string().nullable(),
    from: z.enum(['dns', 'given', 'reports']),
    problem: z.string().nullable(),
  }),
  ladder,
});

const tls = z.strictObject({
  domain: z.string(),
  reports: count,
  reporters: texts,
  start: z.string(),
  end: z.string(),
  policies: texts,
  successes: count,
  failures: count,
  problems: z
    .array(
      z.strictObject({
        result: z.string().describe('RFC 8460 section 4.3'),
        sessions: count,
        exchangers: texts,
        reasons: texts,
        meaning: z.string(),
        todo: z.string(),
      }),
    )
    .readonly(),
});

const optionalText = z.string().nullable();

/** What `mail reports --json` prints. */
export const mailReportsSchema = z.strictObject({
  schema: z.literal('launch-ready/mail-reports@1'),
  tool: z.strictObject({ name: z.literal('launch-ready'), version: z.string() }),
  madeAt: z.int().describe('milliseconds since 1970-01-01 UTC'),
  read: texts,
  totals: z.strictObject({
    inputs: count,
    aggregate: count,
    failure: count,
    tls: count,
    duplicates: count,
    refused: count,
    others: count.describe('mails without a report'),
  }),
  domains: z.array(domain).readonly(),
  tls: z.array(tls).readonly(),
  failures: z
    .array(
      z.strictObject({
        reportedDomain: optionalText,
        sourceIp: optionalText,
        authFailure: optionalText,
        deliveryResult: optionalText,
        dkimDomain: optionalText,
        dkimSelector: optionalText,
        from: optionalText.describe('redacted unless asked for'),
        envelopeFrom: optionalText.describe('redacted unless asked for'),
        reports: count,
      }),
    )
    .readonly(),
  refused: z.array(z.strictObject({ origin: z.string(), code: z.string(), reason: z.string() })).readonly(),
  notes: texts,
});
