import { z } from 'zod';
import type { Probe, ProbeContext } from '../../model/monitor.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import { failure } from '../../model/outside.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { rdapBaseOf, rdapDomainUrl } from '../../protocols/rdap/bootstrap.ts';
import { parseRdapDomain } from '../../protocols/rdap/domain.ts';
import type { Registration } from '../../protocols/rdap/domain.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, sampleFrom } from '../probing/sample.ts';
import type { SampleParts } from '../probing/sample.ts';

const options = z.strictObject({
  warnDays: z.int().min(1).max(365).default(60),
  failDays: z.int().min(0).max(365).default(14),
  /** Names the registry must list, if given: a changed delegation is a takeover until shown otherwise. */
  nameServers: z.array(z.string().max(255)).max(13).default([]),
});
const dayMs = 86_400_000;
const maxBodyBytes = 512 * 1024;
const maxRedirects = 3;
/** Statuses on the way to losing the domain (RFC 3915 section 3.1, RFC 8056). */
const lostStatuses = ['pending delete', 'redemption period', 'pending restore', 'client hold', 'server hold'];

/** The registry's word on a domain: its end, its holds, its name servers. A registry that is silent is unknown. */
export default {
  kind: 'domain',
  title: 'Domain registration',
  requirements: ['MON-1'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
    const begun = begin(context);
    const { monitor, outside } = context;
    const domain = registrableDomain(monitor.target, { arePrivateSuffixesPublic: false }) ?? monitor.target;
    const base = outside.env.get('LAUNCH_READY_RDAP') ?? rdapBaseOf(domain);
    const url = base === null ? null : rdapDomainUrl(base, domain);
    if (url === null)
      return sampleFrom(context, begun, silent(`The registry of ${domain} has no public address`));
    const answered = await follow(context, url);
    if (!answered.ok) return sampleFrom(context, begun, silent(answered.error.message));
    if (answered.value.status === 404)
      return sampleFrom(
        context,
        begun,
        broken('domain-unregistered', `The registry does not know ${domain}`),
      );
    const registration = answered.value.status === 200 ? parseRdapDomain(jsonOf(answered.value.body)) : null;
    return registration === null
      ? sampleFrom(context, begun, silent(`The registry answered ${answered.value.status}`))
      : sampleFrom(context, begun, judgeRegistration(registration, options.parse(monitor.options), begun.at));
  },
} satisfies Probe;

/** Pure; `now` in Unix ms. */
export function judgeRegistration(
  seen: Registration,
  limits: z.infer<typeof options>,
  now: number,
): SampleParts {
  const lost = seen.statuses.find((status) => lostStatuses.includes(status));
  if (lost !== undefined) return broken('domain-hold', `The registry says "${lost}"`);
  const foreign = seen.nameServers.filter((name) => !limits.nameServers.includes(name));
  if (limits.nameServers.length > 0 && foreign.length > 0)
    return broken(
      'domain-delegation',
      `The registry names ${foreign.slice(0, 4).join(', ')} as name servers`,
    );
  if (seen.expiresAt === null) return silent('The registry does not publish the end of the registration');
  const days = Math.floor((Date.parse(seen.expiresAt) - now) / dayMs);
  const date = seen.expiresAt.slice(0, 10);
  if (days >= limits.warnDays) return { outcome: 'up', message: '' };
  const text = days < 0 ? `The domain ended on ${date}` : `The domain ends in ${days} days, on ${date}`;
  const parts = broken('domain-expiring', text);
  return days < limits.failDays ? parts : { ...parts, outcome: 'degraded' };
}

const broken = (code: string, message: string): SampleParts => ({
  outcome: 'down',
  layer: 'dns',
  code,
  message,
});
const silent = (message: string): SampleParts => ({ outcome: 'unknown', code: 'registry-silent', message });

/** Registries may redirect (RFC 7480 section 5.2). */
async function follow(
  { outside, monitor, signal }: ProbeContext,
  first: string,
): Promise<Result<HttpResponse>> {
  let url = first;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const headers = [['accept', 'application/rdap+json, application/json']] as const;
    const { timeoutMs } = monitor;
    const result = await outside.http.request({ url, headers, maxBodyBytes, timeoutMs, signal });
    if (!result.ok || ![301, 302, 303, 307, 308].includes(result.value.status)) return result;
    const next = result.value.headers.find(([name]) => name === 'location')?.[1] ?? '';
    if (!URL.canParse(next, url)) return failure('protocol', 'The registry redirects to nowhere');
    url = new URL(next, url).href;
  }
  return failure('protocol', `The registry redirects more than ${maxRedirects} times`);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}
