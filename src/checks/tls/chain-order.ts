import { check, fail, pass, rfc, type Verdict } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { counted } from '../../protocols/tls/wording.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { distinctChains, withoutCertificate, type Served } from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'Certificates are sent in order, each signed by the next',
  failingTitle: 'Certificates are sent out of order or with strangers between them, strict clients fail',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Older devices and payment or webhook clients check the order and give up; everybody downloads needless bytes.',
  sources: [rfc(8446, '4.4.2'), rfc(5246, '7.4.2')],
  needs: { endpoint },
  fix: 'Write the chain file as: your certificate, the intermediate that signed it, the next one up; nothing else.',
  effortMinutes: 15,
  reproduce: ({ target }) => sClient(target.name, '-showcerts'),
  judge: (facts, { target }) => {
    const chains = distinctChains(facts.endpoint);
    if (chains.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const verdicts = chains.map(judgeChain);
    return verdicts.find(({ outcome }) => outcome === 'fail') ?? verdicts[0] ?? pass('in order');
  },
});

function judgeChain({ chain }: Served): Verdict {
  const { path, certificates } = chain;
  const isOrdered = path.every((index, position) => position === 0 || index > (path[position - 1] ?? 0));
  const evidence = [
    lines(
      'As sent',
      certificates.map(({ subject, issuer }, index) => `${index}: ${subject}, issued by ${issuer}`),
    ),
  ];
  if (!isOrdered)
    return fail(`the order is ${path.join(', ')} instead of ${[...path.keys()].join(', ')}`, { evidence });
  const strangers = certificates.filter((_, index) => !path.includes(index));
  if (strangers.length > 0)
    return fail(
      `${strangers.length} of ${counted(certificates.length, 'certificate')} sent ${strangers.length === 1 ? 'does' : 'do'} not belong to the chain`,
      {
        evidence,
        severity: 'low',
      },
    );
  if (chain.unreadable > 0 || chain.isCut)
    return fail(
      chain.isCut
        ? 'more than 12 certificates are sent'
        : `${counted(chain.unreadable, 'certificate')} sent cannot be read`,
      { evidence },
    );
  return pass(`${counted(certificates.length, 'certificate')} in order`);
}
