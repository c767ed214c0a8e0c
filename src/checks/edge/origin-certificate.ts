import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import origins from '../../facts/edge/origins.ts';

export default check({
  title: 'The origin’s certificate is fit for strict mode',
  failingTitle: 'The origin’s certificate would break strict mode, so the way to it is not protected',
  requirements: ['EDGE-6', 'EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Without strict mode anybody between the network and the origin can read and change what customers send.',
  sources: [
    page(
      'Cloudflare: Full (strict) encryption mode',
      'https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/',
    ),
  ],
  needs: { origins },
  fix: 'Install a certificate for this name at the origin (a public one, or one of the network’s origin authority), then switch to Full (strict).',
  effortMinutes: 30,
  reproduce: ({ target, manifest }) => {
    const address = manifest.hosts.find((host) => host.name === target.name)?.origins[0] ?? '<origin>';
    return `openssl s_client -connect ${address}:443 -servername ${target.name} -verify_hostname ${target.name} </dev/null 2>&1 | grep -i verif`;
  },
  judge: ({ origins: seen }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const judged = seen.answers.filter(({ serves }) => serves !== 'none');
    if (judged.length === 0)
      return unknown(
        'the certificate of the origin: it answers the delivery network only, as it should',
        'look at the SSL mode in the network’s dashboard',
      );
    const bad = judged.filter(
      ({ certificate }) => certificate === null || (!certificate.isTrusted && !certificate.isOriginCa),
    );
    const [first] = bad;
    if (first === undefined) return pass(`${judged.length} origin addresses show a certificate that fits`);
    const problem =
      first.certificate === null
        ? 'speaks no TLS'
        : `shows a certificate that is refused (${first.certificate.error})`;
    return fail(`${first.address} ${problem}`, {
      evidence: [
        table(
          'Certificates at the origin',
          ['address', 'trusted', 'problem'],
          judged.map(({ address, certificate }) => [
            address,
            certificate?.isTrusted === true ? 'yes' : 'no',
            certificate?.error ?? (certificate === null ? 'no TLS' : ''),
          ]),
        ),
      ],
    });
  },
});
