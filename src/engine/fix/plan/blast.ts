import type { Blast } from '../../../model/fix.ts';
import type { JourneyStep } from '../../../model/journey.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { isAtOrBelow, plainName } from '../../../protocols/dns/name.ts';
import { parseResource } from '../../../protocols/edge/resource.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import { matchSchema } from '../../../protocols/edge/values.ts';
import { setsOf } from '../../../protocols/zone/records/resources.ts';
import { isHostMatched } from '../dangers/rule-reach.ts';

export interface BlastView {
  readonly zone: string;
  readonly state: Resources;
  readonly manifest: Manifest;
}

/** What a mistake in this resource would reach, in the product's own words. */
export function blastOf(resource: string, value: unknown, view: BlastView): Blast {
  const hosts = hostsReached(resource, value, view);
  const mailDomain = mailDomainOf(resource, view);
  const { journeys, mail } = view.manifest;
  return {
    hosts,
    journeys: journeys
      .filter((journey) => journey.steps.some((step) => hosts.includes(hostOf(step, view.manifest) ?? '')))
      .map(({ title }) => title),
    mails:
      mailDomain === null
        ? []
        : mail.messages.filter(({ from }) => from.toLowerCase().endsWith(mailDomain)).map(({ id }) => id),
  };
}

function hostsReached(
  resource: string,
  value: unknown,
  { zone, state, manifest }: BlastView,
): readonly string[] {
  const id = parseResource(resource);
  const known = [...new Set([manifest.product.domain, ...manifest.hosts.map(({ name }) => name)])].filter(
    (name) => isAtOrBelow(name, zone),
  );
  if (id === null) return [];
  if (id.kind === 'rrset') return webTypes.has(id.type) ? withAliases(id.name, state) : [];
  if (id.kind !== 'rule') return known;
  const parsed = matchSchema.safeParse((value as { readonly match?: unknown } | null)?.match);
  return parsed.success ? known.filter((name) => isHostMatched(parsed.data, name)) : known;
}

const webTypes = new Set(['A', 'AAAA', 'CNAME', 'ALIAS', 'HTTPS', 'SVCB', 'NS', 'DS', 'CAA']);

function withAliases(name: string, state: Resources): readonly string[] {
  const found = new Set([name]);
  const aliases = setsOf(state).filter(({ type }) => type === 'CNAME');
  for (const alias of [...aliases, ...aliases])
    if (found.has(plainName(alias.values[0] ?? ''))) found.add(alias.name);
  return [...found].filter((each) => !each.startsWith('_') && !each.includes('._')).toSorted();
}

function mailDomainOf(resource: string, { zone }: BlastView): string | null {
  const id = parseResource(resource);
  if (id?.kind !== 'rrset') return null;
  const isMail = ['MX', 'TXT', 'SPF'].includes(id.type) || id.name.includes('_domainkey.');
  if (!isMail) return null;
  const domain = id.name.replace(/^.*\._domainkey\.|^_(?:dmarc|mta-sts|smtp\._tls)\./, '');
  return isAtOrBelow(domain, zone) ? domain : null;
}

/** The host a step talks to; paths are on the canonical host, or on the api host for plain requests. */
export function hostOf(step: JourneyStep, manifest: Manifest): string | null {
  const url = 'url' in step && typeof step.url === 'string' ? step.url : null;
  if (url === null) return step.kind === 'browser' ? canonicalOf(manifest) : null;
  if (!url.startsWith('/')) return URL.parse(url)?.hostname ?? null;
  const api = manifest.hosts.find(({ role }) => role === 'api')?.name;
  return step.kind === 'open' ? canonicalOf(manifest) : (api ?? canonicalOf(manifest));
}

const canonicalOf = ({ product }: Manifest): string => product.canonicalHost ?? product.domain;
