import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { isTlsTrouble, withoutProbe } from '../../protocols/tls/endpoint-view.ts';
import { sClient } from '../../protocols/tls/commands.ts';

export default check({
  title: 'A TLS handshake with the host succeeds',
  failingTitle: 'Port 443 is open but no TLS handshake succeeds, browsers show an error page',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Nobody can open the site: the connection ends before a single byte of the page is sent.',
  sources: [rfc(8446, '6.2')],
  needs: { endpoint },
  fix: 'Add this host name to the server or CDN in front of it and issue a certificate for it.',
  effortMinutes: 30,
  reproduce: ({ target }) => sClient(target.name),
  judge: ({ endpoint: seen }, { target }) => {
    const { addresses } = seen;
    if (addresses.length === 0) return notApplicable('the name has no address, see domain/host-resolution');
    const failed = addresses.flatMap(({ address, outcome }) =>
      outcome.state === 'failed' ? [{ address, outcome }] : [],
    );
    if (failed.length < addresses.length)
      return pass(
        `a handshake succeeds at ${addresses.length - failed.length} of ${counted(addresses.length, 'address')}`,
      );
    if (failed.some(({ outcome }) => outcome.speaks !== null))
      return notApplicable('the port does not speak TLS at all, see tls/https-port');
    if (!failed.some(({ outcome }) => isTlsTrouble(outcome)))
      return withoutProbe(seen, `a TLS handshake: ${failed[0]?.outcome.message ?? ''}`, sClient(target.name));
    const [alert] = failed.flatMap(({ outcome }) => outcome.alert ?? []);
    const reason = alert === undefined ? (failed[0]?.outcome.message ?? 'no reason given') : `alert ${alert}`;
    return fail(`every handshake with ${target.name} fails: ${reason}`, {
      evidence: [
        lines(
          'Handshakes',
          failed.map(({ address, outcome }) => `${address}: ${outcome.message}`),
        ),
      ],
    });
  },
});
