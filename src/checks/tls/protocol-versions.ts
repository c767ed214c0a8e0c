import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import {
  acceptedLines,
  nothingToJudge,
  probeGap,
  withoutProbe,
  readProbe,
} from '../../protocols/tls/endpoint-view.ts';

export default check({
  title: 'TLS 1.2 or 1.3 is spoken, 1.0 and 1.1 are off',
  failingTitle: 'Outdated TLS versions are spoken, or none that browsers still accept',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'TLS 1.0 and 1.1 are forbidden by payment and security reviews; without 1.2 no current browser connects.',
  sources: [rfc(8996, '4'), rfc(9325, '3.1')],
  needs: { endpoint },
  fix: 'Set the lowest TLS version to 1.2 at the server or CDN (`ssl_protocols TLSv1.2 TLSv1.3`).',
  effortMinutes: 15,
  reproduce: ({ target }) => sClient(target.name, '-tls1_1 -cipher ALL:@SECLEVEL=0'),
  judge: (facts, { target }) => {
    const read = (version: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): ReturnType<typeof readProbe> =>
      readProbe(facts.endpoint, ({ versions }) => versions[version]);
    const [one, oneOne, oneTwo, oneThree] = [
      read('TLSv1'),
      read('TLSv1.1'),
      read('TLSv1.2'),
      read('TLSv1.3'),
    ];
    const isOldSpoken = one.accepted.length + oneOne.accepted.length > 0;
    const isCurrentSpoken = oneTwo.accepted.length + oneThree.accepted.length > 0;
    const old = [...(one.accepted.length > 0 ? ['1.0'] : []), ...(oneOne.accepted.length > 0 ? ['1.1'] : [])];
    const evidence = [lines('Accepted', [...acceptedLines(one), ...acceptedLines(oneOne)])];
    if (isOldSpoken && isCurrentSpoken) return fail(`still spoken: TLS ${old.join(' and ')}`, { evidence });
    const gap = probeGap([one, oneOne, oneTwo, oneThree]);
    if (gap !== null)
      return withoutProbe(facts.endpoint, gap, sClient(target.name, '-tls1_1 -cipher ALL:@SECLEVEL=0'));
    if (isCurrentSpoken)
      return pass(
        oneThree.accepted.length > 0 ? 'TLS 1.3 is spoken, 1.0 and 1.1 are refused' : 'TLS 1.2 only',
      );
    const dead = isOldSpoken ? null : nothingToJudge(facts.endpoint);
    if (dead !== null) return dead;
    return fail(`neither TLS 1.2 nor 1.3 is spoken${isOldSpoken ? `, only TLS ${old.join(' and ')}` : ''}`, {
      evidence,
      severity: 'blocker',
    });
  },
});
