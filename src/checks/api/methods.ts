import { check, fail, page, pass } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import { onRoutes } from '../../facts/api/reading/on-routes.ts';
import routes from '../../facts/api/routes.ts';

export default check({
  title: 'The server does not echo requests',
  failingTitle: 'The server echoes whole requests (TRACE)',
  requirements: ['OWASP-1', 'EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'An echo shows what proxies add on the way: session cookies, internal addresses, credentials.',
  sources: [page('RFC 9110 section 9.3.8: TRACE', 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8')],
  needs: { asked: routes },
  fix: 'Switch TRACE off (`TraceEnable Off` in Apache; nginx answers 405 by itself).',
  effortMinutes: 5,
  reproduce: ({ target }) => `curl -sSk -X TRACE -H 'x-probe: seen' 'https://${target.name}/'`,
  judge: ({ asked: seen }) =>
    onRoutes(seen, ({ trace }) =>
      trace?.isEchoed === true
        ? fail(`TRACE ${trace.url} sends back what it was sent`, {
            evidence: [note('A field with a random value came back in the body.')],
          })
        : pass(
            trace === null ? 'TRACE gets no answer' : `TRACE is answered ${trace.status}, nothing is echoed`,
          ),
    ),
});
