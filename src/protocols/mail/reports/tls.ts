import { z } from 'zod';
import { ReportError } from './error.ts';

const count = z.number().int().min(0).max(1e12);
const short = z.string().max(1000);
const detail = z.object({
  'result-type': short,
  'sending-mta-ip': short.nullish(),
  'receiving-ip': short.nullish(),
  'receiving-mx-hostname': short.nullish(),
  'receiving-mx-helo': short.nullish(),
  'failed-session-count': count,
  'failure-reason-code': z.union([short, z.number()]).nullish(),
});
const policy = z.object({
  policy: z.object({
    'policy-type': short,
    'policy-string': z.union([short, z.array(short).max(200)]).nullish(),
    'policy-domain': short,
    'mx-host': z.union([short, z.array(short).max(100)]).nullish(),
  }),
  summary: z.object({ 'total-successful-session-count': count, 'total-failure-session-count': count }),
  'failure-details': z.array(detail).max(10_000).nullish(),
});
const schema = z.object({
  'organization-name': short.nullish(),
  'date-range': z.object({ 'start-datetime': short, 'end-datetime': short }),
  'contact-info': short.nullish(),
  'report-id': short,
  policies: z.array(policy).max(1000),
});

/** A TLS report (RFC 8460 section 4.4). */
export interface TlsReport {
  readonly reporter: string;
  readonly reportId: string;
  /** RFC 3339 texts as sent. */
  readonly start: string;
  readonly end: string;
  readonly policies: readonly TlsPolicyReport[];
}
export interface TlsPolicyReport {
  /** `sts`, `tlsa`, `no-policy-found`. */
  readonly type: string;
  readonly domain: string;
  readonly successes: number;
  readonly failures: number;
  readonly details: readonly {
    /** RFC 8460 section 4.3: `certificate-expired`, `starttls-not-supported`, ... */
    readonly result: string;
    readonly count: number;
    readonly mx: string | null;
    readonly sendingIp: string | null;
    readonly reason: string | null;
  }[];
}

/** Reads report JSON. Throws `ReportError`. */
export function parseTlsReport(source: string): TlsReport {
  const parsed = schema.safeParse(readJson(source));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ReportError(
      'fields',
      `${issue?.path.join('.') ?? 'report'}: ${issue?.message ?? 'not valid'}`.slice(0, 200),
    );
  }
  const { data } = parsed;
  return {
    reporter: data['organization-name'] ?? 'unnamed',
    reportId: data['report-id'],
    start: data['date-range']['start-datetime'],
    end: data['date-range']['end-datetime'],
    policies: data.policies.map(readPolicy),
  };
}

function readJson(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    throw new ReportError('json', 'the report is not JSON');
  }
}

function readPolicy(entry: z.infer<typeof policy>): TlsPolicyReport {
  return {
    type: entry.policy['policy-type'].toLowerCase(),
    domain: entry.policy['policy-domain'].toLowerCase(),
    successes: entry.summary['total-successful-session-count'],
    failures: entry.summary['total-failure-session-count'],
    details: (entry['failure-details'] ?? []).map((one) => ({
      result: one['result-type'].toLowerCase(),
      count: one['failed-session-count'],
      mx: one['receiving-mx-hostname']?.toLowerCase() ?? null,
      sendingIp: one['sending-mta-ip'] ?? null,
      reason: one['failure-reason-code']?.toString() ?? null,
    })),
  };
}
