import { expect, it } from 'vitest';
import { failingEndpoint, sampleContext, sampleEndpoint } from '../../protocols/tls/endpoint-sample.ts';
import check from './handshake.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'a handshake succeeds at 1 of 1 address' },
  },
  {
    story: 'every handshake ends in an alert: a host the CDN does not know',
    facts: { endpoint: failingEndpoint(null, 'unrecognized_name') },
    expected: {
      outcome: 'fail',
      found: 'every handshake with www.example.com fails: alert unrecognized_name',
      severity: 'blocker',
    },
  },
  {
    story: 'the port speaks HTTP: another check says so',
    facts: { endpoint: failingEndpoint('http', null) },
    expected: { outcome: 'notApplicable', why: 'the port does not speak TLS at all, see tls/https-port' },
  },
  {
    story: 'nothing listens: the dead host is told once, by redirects/reachability',
    facts: { endpoint: failingEndpoint(null, null, 'refused') },
    expected: {
      outcome: 'notApplicable',
      why: 'nothing answers on port 443, see redirects/reachability',
    },
  },
  {
    story: 'our own side gave up',
    facts: { endpoint: failingEndpoint(null, null, 'aborted') },
    expected: { outcome: 'unknown', missing: 'a TLS handshake: the handshake failed' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
