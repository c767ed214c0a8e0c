import { check, fail, pass, rfc, notApplicable } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { isTlsTrouble, withoutProbe } from '../../protocols/tls/endpoint-view.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient } from '../../protocols/tls/commands.ts';

export default check({
  title: 'Port 443 speaks TLS',
  failingTitle: 'Port 443 answers without TLS, browsers cannot open the site',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Browsers open https addresses first; every such visit ends in an error page.',
  sources: [rfc(9110, '4.2.2')],
  needs: { endpoint },
  fix: 'Switch TLS on for the listener on port 443, or send port 443 to the server that terminates TLS.',
  effortMinutes: 30,
  reproduce: ({ target }) => sClient(target.name),
  judge: ({ endpoint: seen }, { target }) => {
    const { addresses } = seen;
    if (addresses.length === 0) return notApplicable('the name has no address, see domain/host-resolution');
    const plain = addresses.flatMap(({ address, outcome }) =>
      outcome.state === 'failed' && outcome.speaks !== null ? [{ address, speaks: outcome.speaks }] : [],
    );
    const isTls = addresses.some(({ outcome }) => outcome.state !== 'failed' || isTlsTrouble(outcome));
    // Silence says nothing about what the port would speak.
    if (plain.length === 0 && !isTls)
      return withoutProbe(seen, 'an answer on port 443', sClient(target.name));
    if (plain.length === 0) return pass(`no address answers without TLS, ${addresses.length} asked`);
    const what = plain.some(({ speaks }) => speaks === 'http') ? 'plain HTTP' : 'something that is not TLS';
    return fail(`${what} answers on port 443 at ${plain.length} of ${counted(addresses.length, 'address')}`, {
      evidence: [
        lines(
          'Addresses',
          plain.map(({ address, speaks }) => `${address}: ${speaks}`),
        ),
      ],
    });
  },
});
