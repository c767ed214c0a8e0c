import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import hsts from '../../facts/tls/hsts.ts';
import { curlHeaders } from '../../protocols/tls/commands.ts';
import { unanswered } from '../../protocols/tls/hsts-view.ts';

export default check({
  title: 'HSTS is sent over HTTPS only',
  failingTitle: 'HSTS is sent over plain HTTP, where browsers must ignore it',
  requirements: ['EDGE-1'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'It protects nobody there, and the preload list warns about it.',
  sources: [rfc(6797, '7.2'), rfc(6797, '8.1')],
  needs: { hsts },
  fix: 'Set the header in the HTTPS server block only.',
  effortMinutes: 10,
  reproduce: ({ target }) => `${curlHeaders(`http://${target.name}/`)} | grep -i strict-transport-security`,
  judge: ({ hsts: { http } }, { target }) => {
    if (http.state === 'failed') return unanswered(http, `http://${target.name}/`);
    if (http.headers.length === 0) return pass('plain HTTP carries no HSTS header');
    return fail(`http://${target.name}/ sends it with status ${http.status}`, {
      evidence: [lines('Strict-Transport-Security over HTTP', http.headers)],
    });
  },
});
