import { expect, it } from 'vitest';
import { failingEndpoint, sampleContext, sampleEndpoint } from '../../protocols/tls/endpoint-sample.ts';
import check from './https-port.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'no address answers without TLS, 1 asked' },
  },
  {
    story: 'plain HTTP on 443',
    facts: { endpoint: failingEndpoint('http', null) },
    expected: {
      outcome: 'fail',
      found: 'plain HTTP answers on port 443 at 1 of 1 address',
      severity: 'blocker',
    },
  },
  {
    story: 'a banner of another protocol on 443',
    facts: { endpoint: failingEndpoint('other', null) },
    expected: {
      outcome: 'fail',
      found: 'something that is not TLS answers on port 443 at 1 of 1 address',
      severity: 'blocker',
    },
  },
  {
    story: 'a failing handshake is still TLS',
    facts: { endpoint: failingEndpoint(null, 'handshake_failure') },
    expected: { outcome: 'pass', found: 'no address answers without TLS, 1 asked' },
  },
  {
    story: 'nobody answers: what the port speaks is not known to be fine',
    facts: { endpoint: failingEndpoint(null, null, 'timed-out') },
    expected: {
      outcome: 'notApplicable',
      why: 'nothing answers on port 443, see redirects/reachability',
    },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
