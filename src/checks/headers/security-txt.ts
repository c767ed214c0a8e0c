import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import securityTxt from '../../facts/headers/security-txt.ts';
import type { SecurityTxt } from '../../facts/headers/security-txt.ts';

export default check({
  title: 'People who find a hole know where to report it',
  failingTitle: 'People who find a hole cannot report it',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'site',
  severity: 'low',
  impact: 'security',
  why: 'Who cannot reach you publishes, or sells.',
  sources: [rfc(9116, '2.5')],
  needs: { found: securityTxt },
  fix: 'Serve /.well-known/security.txt as text/plain with Contact and an Expires less than a year away.',
  effortMinutes: 15,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/.well-known/security.txt`,
  judge: ({ found }, { now }) => {
    const problem = problemOf(found, now);
    if (problem === null) return pass(`${found.contacts[0] ?? ''}, until ${found.expires ?? ''}`);
    const seen = [`status ${found.status}`, ...found.contacts, `expires ${found.expires ?? 'never named'}`];
    return fail(problem, { evidence: [lines(found.url, seen)] });
  },
});

function problemOf({ status, isText, contacts, expires }: SecurityTxt, now: number): string | null {
  if (status !== 200 || (!isText && contacts.length === 0)) return 'there is no security.txt';
  if (contacts.length === 0) return 'security.txt names no Contact';
  if (expires === null) return 'security.txt has no Expires';
  const at = Date.parse(expires);
  if (Number.isNaN(at)) return `Expires of security.txt is no date: ${expires}`;
  return at < now ? `security.txt expired on ${expires}` : null;
}
