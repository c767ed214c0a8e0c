import { isWithin, publicSuffixOrganization } from '../domain.ts';
import { matchesAny } from '../services/pattern.ts';
import type { MailService } from '../services/service.ts';
import { mailServices, serviceById, serviceOfDomains } from '../services/table.ts';
import type { Flow } from './flow.ts';

/** Who stands behind a flow, as well as its own data tells. */
export interface SourceName {
  readonly name: string;
  /** From the table of services; null when the table does not know it. */
  readonly service: MailService | null;
  /** What the name was made from, best first: proof by a passing signature, by the envelope, by the reverse name. */
  readonly by: 'signature' | 'envelope' | 'selector' | 'reverse name' | 'own domain' | 'address';
}

/** Reverse names that lead back to their address; null or absent: none, or not asked. */
export type ReverseNames = ReadonlyMap<string, string | null>;

/** Signing and envelope domains that belong to a service and appear in no customer's DNS. */
const internalDomains: readonly (readonly [domain: string, serviceId: string])[] = [
  ['gappssmtp.com', 'google-workspace'],
  ['google.com', 'google-workspace'],
  ['googlegroups.com', 'google-workspace'],
  ['onmicrosoft.com', 'microsoft-365'],
  ['amazonses.com', 'amazon-ses'],
  ['sendgrid.info', 'sendgrid'],
  ['rsgsv.net', 'mailchimp'],
  ['mcsv.net', 'mailchimp'],
  ['mtasv.net', 'postmark'],
];

/** Names the source of a flow about `domain` (the policy domain). */
export function sourceName(flow: Flow, domain: string, reverse: ReverseNames): SourceName {
  const signed = passed(flow.dkimResults);
  const envelopes = passed(flow.spfResults);
  const foreign = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !isWithin(name, domain) && !isWithin(domain, name));
  return (
    byDomains(foreign(signed), 'signature') ??
    byDomains(foreign(envelopes), 'envelope') ??
    bySelector(flow, domain) ??
    byReverseName(reverse.get(flow.sourceIp) ?? null, domain) ?? {
      name: signed.length + envelopes.length > 0 ? domain : flow.sourceIp,
      service: null,
      by: signed.length + envelopes.length > 0 ? 'own domain' : 'address',
    }
  );
}

export const passed = (
  results: readonly { readonly domain: string; readonly result: string }[],
): readonly string[] => results.filter(({ result }) => result === 'pass').map(({ domain }) => domain);

function byDomains(domains: readonly string[], by: SourceName['by']): SourceName | null {
  const service = serviceOf(domains);
  if (service !== null) return { name: service.name, service, by };
  const [first] = domains;
  return first === undefined ? null : { name: publicSuffixOrganization(first), service: null, by };
}

function serviceOf(domains: readonly string[]): MailService | null {
  const internal = internalDomains.find(([base]) => domains.some((domain) => isWithin(domain, base)));
  return internal === undefined ? serviceOfDomains(domains) : serviceById(internal[1]);
}

/** Selectors that only one service uses say whose key signed, when the key is one of ours. */
function bySelector(flow: Flow, domain: string): SourceName | null {
  const selectors = flow.dkimResults
    .filter((one) => one.result === 'pass' && isWithin(one.domain, domain))
    .flatMap(({ selector }) => selector?.toLowerCase() ?? []);
  const service = mailServices.find(({ signs }) =>
    selectors.some((selector) => matchesAny(signs.selectors, selector)),
  );
  return service === undefined ? null : { name: service.name, service, by: 'selector' };
}

function byReverseName(host: string | null, domain: string): SourceName | null {
  if (host === null) return null;
  if (isWithin(host, domain)) return { name: domain, service: null, by: 'reverse name' };
  const service = serviceOf([host]);
  const name = service?.name ?? publicSuffixOrganization(host);
  return { name, service, by: 'reverse name' };
}
