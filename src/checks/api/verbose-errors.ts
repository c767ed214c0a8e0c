import { check, page } from '../../model/check.ts';
import errors from '../../facts/exposure/errors.ts';
import { judgeLeaks } from '../../facts/exposure/reading/leaks.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';

export default check({
  title: 'The API’s errors say what the caller did wrong, and no more',
  failingTitle: 'The API’s errors show stack traces or queries',
  requirements: ['OWASP-1', 'EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'File names, queries and versions in an error tell an attacker where to push next.',
  sources: [
    page(
      'OWASP API8: security misconfiguration',
      'https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/',
    ),
  ],
  needs: { errors },
  fix: 'Catch errors in one place: answer a status, a short code and a request id; log the rest.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSk -X POST -H 'content-type: application/json' -d '{"broken":' 'https://${target.name}/'`,
  judge: ({ errors: seen }, { manifest, target }) =>
    judgeLeaks(
      seen,
      ({ kind, by }) =>
        (kind === 'stack-trace' || kind === 'database-error') &&
        (by === 'broken body' || webExpectation(manifest, target.name) === 'api'),
    ),
});
