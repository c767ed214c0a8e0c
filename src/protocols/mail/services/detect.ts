import type { SenderEvidence } from './evidence.ts';
import { compareRecords, type NeededRecord } from './needed.ts';
import type { MailService } from './service.ts';
import { isThere, type Sign, signsByService } from './signs.ts';
import { mailServices } from './table.ts';

export interface DetectedSender {
  readonly service: string;
  readonly name: string;
  readonly kind: MailService['kind'];
  /** `likely`: a selector or a return path only. */
  readonly confidence: 'certain' | 'likely';
  /**
   * complete: nothing it needs is proven missing. half-finished: something is. dead: its keys are gone or revoked.
   * left-over: a verification text and nothing else.
   */
  readonly state: 'complete' | 'half-finished' | 'dead' | 'left-over';
  /** The domain or subdomain it sends for. */
  readonly at: string;
  readonly because: readonly string[];
  readonly records: readonly NeededRecord[];
}

/** Which services send or receive for a domain, by its DNS alone. */
export function detectSenders(evidence: SenderEvidence): readonly DetectedSender[] {
  // Dozens of selectors were asked for in vain: a name that is not there points to nobody.
  const present = { ...evidence, dkim: evidence.dkim.filter(isThere) };
  const signs = signsByService(present);
  const seen = mailServices.flatMap((service): Seen[] => {
    const own = signs.get(service);
    return own === undefined ? [] : [{ service, signs: own }];
  });
  return withoutLent(seen, evidence).map(({ service, signs }) => describe(service, signs, evidence));
}

interface Seen {
  readonly service: MailService;
  readonly signs: readonly Sign[];
}

/** Resend sends through Amazon SES: what its set-up explains is no sign of an SES account. */
function withoutLent(seen: readonly Seen[], { domain }: SenderEvidence): readonly Seen[] {
  if (!seen.some(({ service }) => service.id === 'resend')) return seen;
  return seen
    .map((one) =>
      one.service.id === 'amazon-ses'
        ? {
            ...one,
            signs: one.signs.filter(({ kind, host }) => kind !== 'dkim-target' && host !== `send.${domain}`),
          }
        : one,
    )
    .filter(({ signs }) => signs.length > 0);
}

function describe(service: MailService, signs: readonly Sign[], evidence: SenderEvidence): DetectedSender {
  const at = placeOf(service, signs, evidence.domain);
  const records = compareRecords(service, at, evidence);
  const isCertain = signs.some(({ kind }) => ['mx', 'spf', 'dkim-target', 'cname'].includes(kind));
  return {
    service: service.id,
    name: service.name,
    kind: service.kind,
    confidence: isCertain ? 'certain' : 'likely',
    state: stateOf(signs, records, evidence),
    at,
    because: [...new Set(signs.map(({ host, text }) => `${host}: ${text}`))].slice(0, 20),
    records,
  };
}

/** A subdomain when all signs of MX and SPF stand there and the service has no return path of its own to stand there for. */
function placeOf(service: MailService, signs: readonly Sign[], domain: string): string {
  const hosts = new Set(signs.filter(({ kind }) => kind === 'mx' || kind === 'spf').map(({ host }) => host));
  const [only] = hosts;
  return hosts.size === 1 && only !== undefined && !service.hasOwnReturnPath ? only : domain;
}

function stateOf(
  signs: readonly Sign[],
  records: readonly NeededRecord[],
  evidence: SenderEvidence,
): DetectedSender['state'] {
  if (signs.every(({ kind }) => kind === 'txt')) return 'left-over';
  const hosts = new Set(
    signs.filter(({ kind }) => kind === 'dkim-target' || kind === 'selector').map(({ host }) => host),
  );
  const keys = evidence.dkim.filter(({ domain, selector }) => hosts.has(`${selector}._domainkey.${domain}`));
  if (keys.length > 0 && keys.every(({ state }) => state === 'missing' || state === 'revoked')) return 'dead';
  return records.some(({ isRequired, status }) => isRequired && status === 'missing')
    ? 'half-finished'
    : 'complete';
}
