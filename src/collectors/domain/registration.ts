import { collector } from '../../model/collector.ts';
import { unknownFact, type Fact } from '../../model/fact.ts';
import type { HttpResponse } from '../../model/outside-http.ts';
import { failure, type Result } from '../../model/outside.ts';
import registration, { type RegistrationFact } from '../../facts/domain/registration.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { rdapBaseOf, rdapDomainUrl } from '../../protocols/rdap/bootstrap.ts';
import { parseRdapDomain } from '../../protocols/rdap/domain.ts';
import type { Asking } from './asking/exchange.ts';
import { stopwatch } from './asking/settle.ts';

/** Base address that replaces the registry's, for an own RDAP server or a relay. */
const overrideVariable = 'LAUNCH_READY_RDAP';
const maxRedirects = 3;
const maxBodyBytes = 512 * 1024;

/** Asks the registry (RFC 9082 section 3.1.3). The holder's data is never read. */
export default collector({
  yields: registration,
  inputs: {},
  limits: { timeoutMs: 20_000 },
  async collect({ target, outside, signal }): Promise<Fact<RegistrationFact>> {
    const known = stopwatch(outside);
    const domain = registrableDomain(target.name, { arePrivateSuffixesPublic: false }) ?? target.name;
    const base = outside.env.get(overrideVariable) ?? rdapBaseOf(domain);
    const url = base === null ? null : rdapDomainUrl(base, domain);
    if (url === null)
      return unknownFact(`the registry of ${domain} publishes no RDAP address we know`, `whois ${domain}`);
    const response = await follow({ outside, signal }, url);
    if (!response.ok) return unknownFact(`${url}: ${response.error.message}`, `curl -sL ${url}`);
    const { status, body } = response.value;
    if (status === 404) return known({ ...unregistered, domain, url }, url);
    const parsed = status === 200 ? parseRdapDomain(jsonOf(body)) : null;
    if (parsed === null)
      return unknownFact(`${url} answered ${status} without registration data`, `curl -sL ${url}`);
    return known(
      {
        ...parsed,
        domain,
        url,
        isRegistered: true,
        statuses: [...parsed.statuses],
        nameServers: [...parsed.nameServers],
      },
      url,
    );
  },
});

const unregistered = {
  isRegistered: false,
  registrar: null,
  statuses: [],
  registeredAt: null,
  expiresAt: null,
  changedAt: null,
  nameServers: [],
  isDelegationSigned: null,
};

/** Registries may redirect (RFC 7480 section 5.2). */
async function follow({ outside, signal }: Asking, first: string): Promise<Result<HttpResponse>> {
  let url = first;
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const headers = [['accept', 'application/rdap+json, application/json']] as const;
    const result = await outside.http.request({ url, headers, maxBodyBytes, signal });
    if (!result.ok || ![301, 302, 303, 307, 308].includes(result.value.status)) return result;
    const next = result.value.headers.find(([name]) => name === 'location')?.[1] ?? '';
    if (!URL.canParse(next, url)) return failure('protocol', 'it redirects to nowhere');
    url = new URL(next, url).href;
    if (!/^https?:/.test(url)) return failure('protocol', 'it redirects away from the web');
  }
  return failure('protocol', `it redirects more than ${maxRedirects} times`);
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}
