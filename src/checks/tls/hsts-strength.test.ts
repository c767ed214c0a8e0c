import { expect, it } from 'vitest';
import { answeredPage, failedPage, sampleContext } from '../../protocols/tls/endpoint-sample.ts';
import check from './hsts-strength.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a year',
    facts: { hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('refused') } },
    expected: { outcome: 'pass', found: 'max-age 365 days' },
  },
  {
    story: 'a day',
    facts: { hsts: { https: answeredPage(['max-age=86400']), http: failedPage('refused') } },
    expected: { outcome: 'fail', found: 'it lasts 1 day, a year is usual', severity: 'medium' },
  },
  {
    story: 'nine months',
    facts: { hsts: { https: answeredPage(['max-age=23328000']), http: failedPage('refused') } },
    expected: { outcome: 'fail', found: 'it lasts 270 days, a year is usual', severity: 'low' },
  },
  {
    story: 'zero switches it off',
    facts: { hsts: { https: answeredPage(['max-age=0']), http: failedPage('refused') } },
    expected: { outcome: 'fail', found: 'max-age=0 tells browsers to forget the rule', severity: 'medium' },
  },
  {
    story: 'a typo browsers drop',
    facts: { hsts: { https: answeredPage(['max-age=1y']), http: failedPage('refused') } },
    expected: {
      outcome: 'fail',
      found: 'browsers ignore it: header.parse.max_age.non_digit_characters',
      severity: 'medium',
    },
  },
  {
    story: 'no max-age',
    facts: { hsts: { https: answeredPage(['includeSubDomains']), http: failedPage('refused') } },
    expected: { outcome: 'fail', found: 'browsers ignore it: max-age is missing', severity: 'medium' },
  },
  {
    story: 'two different headers',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000', 'max-age=63072000']), http: failedPage('refused') },
    },
    expected: {
      outcome: 'fail',
      found: '2 different headers are sent, browsers read the first only',
      severity: 'medium',
    },
  },
  {
    story: "none: another check's matter",
    facts: { hsts: { https: answeredPage([]), http: failedPage('refused') } },
    expected: { outcome: 'notApplicable', why: 'no HSTS header is sent, see tls/hsts-presence' },
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
