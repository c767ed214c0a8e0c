import type { TlsReport } from './tls.ts';

/** What senders met when they wanted TLS to one policy domain. */
export interface TlsDomain {
  readonly domain: string;
  readonly reports: number;
  readonly reporters: readonly string[];
  /** RFC 3339 texts as sent; the earliest and latest. */
  readonly start: string;
  readonly end: string;
  /** `sts`, `tlsa`, `no-policy-found`. */
  readonly policies: readonly string[];
  readonly successes: number;
  readonly failures: number;
  /** Most frequent first. */
  readonly problems: readonly TlsProblem[];
}

export interface TlsProblem {
  /** RFC 8460 section 4.3 result type. */
  readonly result: string;
  readonly sessions: number;
  readonly exchangers: readonly string[];
  readonly reasons: readonly string[];
  readonly meaning: string;
  readonly todo: string;
}

interface Open {
  readonly domain: string;
  readonly reporters: Set<string>;
  readonly policies: Set<string>;
  readonly problems: Map<string, { sessions: number; exchangers: Set<string>; reasons: Set<string> }>;
  reports: number;
  start: string;
  end: string;
  successes: number;
  failures: number;
}

const limits = { domains: 1000, names: 100, problems: 50 } as const;

export class TlsPile {
  readonly #domains = new Map<string, Open>();

  add(report: TlsReport): void {
    for (const policy of report.policies) {
      const open = this.#domainOf(policy.domain, report);
      if (open === null) continue;
      open.reports += 1;
      addTo(open.reporters, report.reporter);
      addTo(open.policies, policy.type);
      if (report.start < open.start) open.start = report.start;
      if (report.end > open.end) open.end = report.end;
      open.successes += policy.successes;
      open.failures += policy.failures;
      for (const detail of policy.details) addProblem(open, detail);
    }
  }

  domains(): readonly TlsDomain[] {
    return [...this.#domains.values()]
      .map((open) => ({
        ...open,
        reporters: [...open.reporters].toSorted(),
        policies: [...open.policies].toSorted(),
        problems: problemsOf(open),
      }))
      .toSorted((a, b) => b.failures - a.failures || (a.domain < b.domain ? -1 : 1));
  }

  #domainOf(domain: string, { start, end }: TlsReport): Open | null {
    const known = this.#domains.get(domain);
    if (known !== undefined || this.#domains.size >= limits.domains) return known ?? null;
    const made: Open = {
      domain,
      reporters: new Set(),
      policies: new Set(),
      problems: new Map(),
      reports: 0,
      start,
      end,
      successes: 0,
      failures: 0,
    };
    this.#domains.set(domain, made);
    return made;
  }
}

function addProblem(open: Open, detail: TlsReport['policies'][number]['details'][number]): void {
  let problem = open.problems.get(detail.result);
  if (problem === undefined) {
    if (open.problems.size >= limits.problems) return;
    problem = { sessions: 0, exchangers: new Set(), reasons: new Set() };
    open.problems.set(detail.result, problem);
  }
  problem.sessions += detail.count;
  if (detail.mx !== null) addTo(problem.exchangers, detail.mx);
  if (detail.reason !== null) addTo(problem.reasons, detail.reason.slice(0, 200));
}

function addTo(set: Set<string>, text: string): void {
  if (set.size < limits.names) set.add(text);
}

const problemsOf = (open: Open): readonly TlsProblem[] =>
  [...open.problems]
    .map(([result, { sessions, exchangers, reasons }]) => ({
      result,
      sessions,
      exchangers: [...exchangers].toSorted(),
      reasons: [...reasons].toSorted().slice(0, 10),
      ...(resultTexts[result] ?? unknownResult),
    }))
    .toSorted((a, b) => b.sessions - a.sessions || (a.result < b.result ? -1 : 1));

const text = (meaning: string, todo: string): Pick<TlsProblem, 'meaning' | 'todo'> => ({ meaning, todo });

const unknownResult = text('a result RFC 8460 does not name', 'Ask the reporter what it means.');

/** RFC 8460 sections 4.3.1 to 4.3.2.3. */
const resultTexts: Readonly<Record<string, Pick<TlsProblem, 'meaning' | 'todo'>>> = {
  'starttls-not-supported': text(
    'the mail server did not offer STARTTLS',
    'Switch STARTTLS on for every mail exchanger, and look for a firewall that strips it.',
  ),
  'certificate-host-mismatch': text(
    'the certificate is for another name than the mail exchanger',
    'Issue a certificate with the MX host name in it.',
  ),
  'certificate-expired': text('the certificate had expired', 'Renew it, and let renewal run by itself.'),
  'certificate-not-trusted': text(
    'the certificate comes from an authority the sender does not trust, or its intermediate is missing',
    'Use a public authority and send the whole chain.',
  ),
  'validation-failure': text(
    'TLS failed for a reason without a name of its own',
    'Look at the reason given and try the server with openssl s_client -starttls smtp.',
  ),
  'tlsa-invalid': text(
    'the TLSA record matches no certificate',
    'Publish the TLSA of the certificate in use.',
  ),
  'dnssec-invalid': text('DNSSEC of the domain did not validate', 'Repair the signatures or the DS record.'),
  'dane-required': text(
    'the sender insists on DANE and found no usable TLSA',
    'Publish TLSA records that match.',
  ),
  'sts-policy-fetch-error': text(
    'the MTA-STS policy could not be fetched',
    'Serve https://mta-sts.<domain>/.well-known/mta-sts.txt with status 200 and a valid certificate.',
  ),
  'sts-policy-invalid': text('the MTA-STS policy cannot be read', 'Correct the policy file line by line.'),
  'sts-webpki-invalid': text(
    'the certificate of the MTA-STS policy host is not valid',
    'Give mta-sts.<domain> a valid certificate.',
  ),
};
