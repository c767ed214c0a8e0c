import { check, page } from '../../model/check.ts';
import errors from '../../facts/exposure/errors.ts';
import { judgeLeaks } from '../../facts/exposure/reading/leaks.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Errors tell visitors nothing about the inside',
  failingTitle: 'An error shows visitors the inside of the application',
  requirements: ['EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Stack traces and database errors name files, queries and versions: the map an attacker needs.',
  sources: [
    page('OWASP: improper error handling', 'https://owasp.org/www-community/Improper_Error_Handling'),
  ],
  needs: { errors },
  fix: 'Show a plain page with a request id, and send the details to the log only.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSk 'https://${target.name}/%ff'`,
  judge: ({ errors: seen }, { manifest, target }) =>
    judgeLeaks(
      seen,
      ({ kind, by }) =>
        (kind === 'stack-trace' || kind === 'database-error') &&
        // Those of an interface for programs are told by api/verbose-errors.
        by !== 'broken body' &&
        webExpectation(manifest, target.name) !== 'api',
    ),
});
