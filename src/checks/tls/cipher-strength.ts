import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import type { CipherFamily } from '../../protocols/tls/cipher-suites.ts';
import { sClient } from '../../protocols/tls/commands.ts';
import { acceptedLines, probeGap, withoutProbe, readProbe } from '../../protocols/tls/endpoint-view.ts';

const broken: readonly CipherFamily[] = ['null', 'anonymous', 'export', 'des'];
const weak: readonly CipherFamily[] = ['rc4', 'triple-des'];
const labels: Readonly<Partial<Record<CipherFamily, string>>> = {
  null: 'no encryption (NULL)',
  anonymous: 'no server identity (anonymous)',
  export: 'export ciphers of 40 or 56 bits',
  des: 'single DES',
  rc4: 'RC4',
  'triple-des': 'triple DES (Sweet32)',
};

export default check({
  title: 'Only strong ciphers are offered',
  failingTitle: 'Breakable ciphers are offered, traffic can be read or changed',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'An onlooker can decrypt logins and payments of visitors pushed onto these ciphers; security reviews fail on them.',
  sources: [rfc(9325, '4.1'), rfc(7465, '2')],
  needs: { endpoint },
  fix: 'Use the Mozilla intermediate cipher list at the server, or the CDN’s modern setting.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    sClient(target.name, '-tls1_2 -cipher "NULL:aNULL:RC4:3DES:DES:EXP:@SECLEVEL=0"'),
  judge: (facts, { target }) => {
    const read = (family: CipherFamily): { family: CipherFamily; reading: ReturnType<typeof readProbe> } => ({
      family,
      reading: readProbe(facts.endpoint, ({ families }) => families[family]),
    });
    const all = [...broken, ...weak].map(read);
    const accepted = all.filter(({ reading }) => reading.accepted.length > 0);
    if (accepted.length > 0)
      return fail(`offered: ${accepted.map(({ family }) => labels[family] ?? family).join(', ')}`, {
        evidence: [
          lines('Accepted', [...new Set(accepted.flatMap(({ reading }) => acceptedLines(reading)))]),
        ],
        severity: accepted.some(({ family }) => broken.includes(family)) ? 'blocker' : 'medium',
      });
    const gap = probeGap(all.map(({ reading }) => reading));
    if (gap !== null)
      return withoutProbe(
        facts.endpoint,
        gap,
        sClient(target.name, '-tls1_2 -cipher "RC4:3DES:@SECLEVEL=0"'),
      );
    return pass('NULL, anonymous, export, DES, RC4 and triple DES are refused');
  },
});
