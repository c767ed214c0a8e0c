import { check, fail, notApplicable, pass, unknown } from '../../model/check.ts';
import type { Severity, Verdict } from '../../model/check.ts';
import { rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import addresses, { type Addresses } from '../../facts/domain/addresses.ts';
import endpoint, { type Endpoint } from '../../facts/tls/endpoint.ts';
import { isTlsTrouble } from '../../protocols/tls/endpoint-view.ts';
import { isGloballyReachable } from '../../protocols/dns/special-addresses.ts';
import entry from '../../facts/redirects/entry.ts';
import type { AskedEntry } from '../../facts/redirects/entry.ts';
import { answering } from '../../facts/redirects/reading/gate.ts';
import { landed, walkEvidence } from '../../protocols/http/walk-reading.ts';
import type { Walk } from '../../protocols/http/walk.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import type { WebExpectation } from '../../protocols/http/web-host.ts';

export default check({
  title: 'The host answers on HTTPS and on plain HTTP',
  failingTitle: 'The host does not answer visitors',
  requirements: ['EDGE-1', 'EDGE-2'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Whoever types this name, follows a link to it or calls it gets an error page instead of the product.',
  sources: [rfc(9110, '4.2')],
  needs: { entry, addresses: optional(addresses), endpoint: optional(endpoint) },
  fix: 'Start the web server or open the port in the firewall or load balancer. Port 80 only has to redirect to https.',
  effortMinutes: 45,
  reproduce: ({ target }) => `curl -sSkI https://${target.name}/ ; curl -sSI http://${target.name}/`,
  judge: ({ entry: seen, addresses: found, endpoint: tls }, { target, manifest }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    if (found.state === 'known' && !manifest.isPrivateNetworkAllowed && isOnlyInside(found.value))
      return notApplicable('its addresses are not public, which domain/private-address judges');
    if (tls.state === 'known' && answering(seen.https) === 'dead' && isTlsTheFault(tls.value))
      return notApplicable('443 is open without a TLS handshake: tls/handshake and tls/https-port judge it');
    return judgeAnswers(seen, webExpectation(manifest, target.name));
  },
});

/** Some address took the connection, and none of them a handshake. */
const isTlsTheFault = ({ addresses: all }: Endpoint): boolean =>
  all.every(({ outcome }) => outcome.state === 'failed') &&
  all.some(({ outcome }) => outcome.state === 'failed' && (outcome.speaks !== null || isTlsTrouble(outcome)));

const isOnlyInside = ({ ipv4, ipv6 }: Addresses): boolean =>
  ipv4.length + ipv6.length > 0 && [...ipv4, ...ipv6].every((address) => !isGloballyReachable(address));

function judgeAnswers(seen: AskedEntry, expected: WebExpectation): Verdict {
  const [secure, plain] = [answering(seen.https), answering(seen.http)];
  if (expected === 'unclear' && secure === 'dead' && plain === 'dead')
    return notApplicable('nobody promised a web server here, and there is none');
  if (expected === 'unclear' && secure === 'dead')
    return notApplicable('nobody promised HTTPS here; what HSTS does to it is tls/hsts-preload');
  if (secure === 'dead') return broken(seen.https, { port: 443, severity: 'blocker' });
  if (secure === 'failing') return broken(seen.https, { port: 443, severity: 'blocker' });
  if (secure === 'not reached') return notReached(seen.https);
  if (plain === 'dead' && expected === 'api') return pass('443 answers, and an API needs no plain HTTP');
  if (plain === 'dead' || plain === 'failing') return broken(seen.http, { port: 80, severity: 'high' });
  if (plain === 'not reached') return notReached(seen.http);
  return pass(secure === 'no tls' ? '443 accepts connections and 80 answers' : '443 and 80 answer');
}

function broken(walk: Walk, how: { readonly port: number; readonly severity: Severity }): Verdict {
  const end = landed(walk);
  const found =
    end === null
      ? `port ${how.port} gives no answer (${kindOf(walk)})`
      : `${walk.start} answers ${end.status}`;
  return fail(found, { evidence: [walkEvidence(walk)], severity: how.severity });
}

const kindOf = (walk: Walk): string => (walk.end.kind === 'failed' ? walk.end.error : walk.end.kind);

const notReached = (walk: Walk): Verdict =>
  unknown(
    `what ${walk.start} answers (${walk.end.kind === 'failed' ? walk.end.message : walk.end.kind})`,
    `curl -sSkI '${walk.start}'`,
  );
