import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import { nothingIn, onScripts } from '../../facts/bundles/reading/all-scripts.ts';
import scripts from '../../facts/bundles/scripts.ts';

const testKey = /^(?:stripe-test-publishable|stripe-test-secret)$/;

export default check({
  title: 'The site’s scripts use live keys',
  failingTitle: 'The site’s scripts use a test key: payments or logins are not real',
  requirements: ['DEP-2', 'DEP-1'],
  stage: 'env',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'With a test key every payment looks fine and no money arrives.',
  sources: [page('Stripe: API keys, test and live mode', 'https://docs.stripe.com/keys')],
  needs: { all: every(scripts) },
  fix: 'Set the live publishable key in the production environment and build again.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE 'pk_(test|live)_.{4}'   # also in its scripts`,
  judge: ({ all }) =>
    onScripts(all, (read) => {
      const test = read.keys.filter(({ rule }) => testKey.test(rule));
      const live = read.keys.some(({ rule }) => rule === 'stripe-live-publishable');
      const [first] = test;
      if (first === undefined) return nothingIn(read, (files) => pass(`no test key in ${files}`));
      // A build that carries both chooses at run time.
      if (live)
        return notApplicable('the scripts carry a live key beside the test key and choose at run time');
      return fail(`${first.url}:${first.line} carries a ${first.title} and no live one`, {
        evidence: [
          table(
            'Test keys',
            ['what', 'where', 'value'],
            test.map((key) => [key.title, `${key.url}:${key.line}`, key.redacted]),
          ),
        ],
        confidence: 'likely',
      });
    }),
});
