import { expect, it } from 'vitest';
import { answeredPage, failedPage, sampleContext } from '../../protocols/tls/endpoint-sample.ts';
import check from './hsts-preload-eligibility.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'fit for the list',
    facts: {
      hsts: {
        https: answeredPage(['max-age=63072000; includeSubDomains; preload']),
        http: failedPage('refused'),
      },
    },
    expected: { outcome: 'pass', found: 'max-age=63072000; includeSubDomains; preload' },
  },
  {
    story: 'asks too early',
    facts: { hsts: { https: answeredPage(['max-age=86400; preload']), http: failedPage('refused') } },
    expected: {
      outcome: 'fail',
      found: 'header.preloadable.include_sub_domains.missing, header.preloadable.max_age.below_1_year',
      severity: 'low',
    },
  },
  {
    story: 'does not ask',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('refused') } },
    expected: { outcome: 'notApplicable', why: 'the header does not ask to be preloaded' },
  },
  {
    story: 'no answer in time',
    facts: { hsts: { https: failedPage('timed-out'), http: failedPage('refused') } },
    expected: {
      outcome: 'notApplicable',
      why: 'https://www.example.com/ does not answer, see redirects/reachability',
    },
  },
  {
    story: 'our own side gave up',
    facts: { hsts: { https: failedPage('aborted'), http: failedPage('refused') } },
    expected: { outcome: 'unknown', missing: 'the headers of https://www.example.com/: connection aborted' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
