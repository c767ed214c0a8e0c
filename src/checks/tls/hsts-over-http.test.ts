import { expect, it } from 'vitest';
import { answeredPage, failedPage, sampleContext } from '../../protocols/tls/endpoint-sample.ts';
import check from './hsts-over-http.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'plain HTTP without it',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: answeredPage([], { status: 301 }) } },
    expected: { outcome: 'pass', found: 'plain HTTP carries no HSTS header' },
  },
  {
    story: 'sent over plain HTTP',
    facts: {
      hsts: {
        https: answeredPage(['max-age=31536000']),
        http: answeredPage(['max-age=31536000'], { status: 301 }),
      },
    },
    expected: { outcome: 'fail', found: 'http://www.example.com/ sends it with status 301', severity: 'low' },
  },
  {
    story: 'port 80 is closed',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('refused') } },
    expected: {
      outcome: 'notApplicable',
      why: 'http://www.example.com/ does not answer, see redirects/reachability',
    },
  },
  {
    story: 'no answer in time',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('timed-out') } },
    expected: {
      outcome: 'notApplicable',
      why: 'http://www.example.com/ does not answer, see redirects/reachability',
    },
  },
  {
    story: 'our own side gave up',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('aborted') } },
    expected: { outcome: 'unknown', missing: 'the headers of http://www.example.com/: connection aborted' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
