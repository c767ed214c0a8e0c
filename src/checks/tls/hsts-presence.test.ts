import { expect, it } from 'vitest';
import { answeredPage, failedPage, hostFact, sampleContext } from '../../protocols/tls/endpoint-sample.ts';
import check from './hsts-presence.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a year',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('refused') }, hosts: [] },
    expected: { outcome: 'pass', found: 'Strict-Transport-Security: max-age=31536000' },
  },
  {
    story: 'none',
    facts: { hsts: { https: answeredPage([]), http: failedPage('refused') }, hosts: [] },
    expected: {
      outcome: 'fail',
      found: 'no Strict-Transport-Security on https://www.example.com/ (status 200)',
      severity: 'medium',
    },
  },
  {
    story: 'none on a host that only forwards',
    facts: {
      hsts: {
        https: answeredPage([], { status: 301, location: 'https://example.com/' }),
        http: failedPage('refused'),
      },
      hosts: [],
    },
    expected: {
      outcome: 'fail',
      found: 'no Strict-Transport-Security on https://www.example.com/ (status 301)',
      severity: 'low',
    },
  },
  {
    story: 'the parent covers it',
    facts: {
      hsts: { https: answeredPage([]), http: failedPage('refused') },
      hosts: [
        hostFact('example.com', {
          https: answeredPage(['max-age=31536000; includeSubDomains']),
          http: failedPage('refused'),
        }),
      ],
    },
    expected: { outcome: 'pass', found: 'covered by includeSubDomains of example.com' },
  },
  {
    story: 'no HTTPS at all',
    facts: { hsts: { https: failedPage('refused'), http: failedPage('refused') }, hosts: [] },
    expected: {
      outcome: 'notApplicable',
      why: 'https://www.example.com/ does not answer, see redirects/reachability',
    },
  },
  {
    story: 'no answer in time',
    facts: { hsts: { https: failedPage('timed-out'), http: failedPage('refused') }, hosts: [] },
    expected: {
      outcome: 'notApplicable',
      why: 'https://www.example.com/ does not answer, see redirects/reachability',
    },
  },
  {
    story: 'our own side gave up',
    facts: { hsts: { https: failedPage('aborted'), http: failedPage('refused') }, hosts: [] },
    expected: { outcome: 'unknown', missing: 'the headers of https://www.example.com/: connection aborted' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
