import { check, page } from '../../model/check.ts';
import errors from '../../facts/exposure/errors.ts';
import { isOnlyLeak, judgeLeaks } from '../../facts/exposure/reading/leaks.ts';

export default check({
  title: 'Error pages name no internal addresses and paths',
  failingTitle: 'Error pages name addresses or paths of the inside',
  requirements: ['EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Private addresses, host names and folders help whoever already found one way in to find the next.',
  sources: [
    page('OWASP: improper error handling', 'https://owasp.org/www-community/Improper_Error_Handling'),
  ],
  needs: { errors },
  fix: 'Answer errors with a plain text and a request id; keep addresses and paths in the log.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSk 'https://${target.name}/launch-ready-probe'`,
  judge: ({ errors: seen }) => judgeLeaks(seen, (leak) => leak.kind === 'internal' && isOnlyLeak(seen, leak)),
});
