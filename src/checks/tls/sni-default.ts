import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { withoutProbe } from '../../protocols/tls/endpoint-view.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { isInternalName } from '../../protocols/tls/host-match.ts';

export default check({
  title: 'Clients that name no host learn no internal names',
  failingTitle: 'The certificate shown to anybody who connects gives internal names away',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Scanners connect by address and collect these names; they point attackers at machines you did not mean to show.',
  sources: [rfc(6066, '3')],
  needs: { endpoint },
  fix: 'Make the product’s own certificate the default of the listener, or refuse connections without a host name.',
  effortMinutes: 20,
  reproduce: ({ target }) => `openssl s_client -connect ${target.name}:443 -noservername </dev/null`,
  judge: (facts, { target }) => {
    const { probes } = facts.endpoint;
    if (probes.length === 0)
      return withoutProbe(
        facts.endpoint,
        'an answer to a TLS hello without a host name',
        `openssl s_client -connect ${target.name}:443 -noservername </dev/null`,
      );
    const shown = probes.flatMap(({ address, withoutName }) =>
      (withoutName?.names ?? []).filter(isInternalName).map((name) => `${address}: ${name}`),
    );
    if (shown.length > 0)
      return fail(`${counted(shown.length, 'internal name')} shown`, {
        evidence: [lines('Names shown', shown)],
      });
    const seen = probes.find(({ withoutName }) => withoutName !== null)?.withoutName;
    return seen === undefined || seen === null
      ? pass('no certificate is shown in clear without a host name')
      : pass(`without a host name ${seen.names[0] ?? seen.subject} is shown`);
  },
});
