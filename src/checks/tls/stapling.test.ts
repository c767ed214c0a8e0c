import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './stapling.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'notApplicable', why: 'the certificate does not demand it' },
  },
  {
    story: 'must-staple without a staple',
    facts: { endpoint: endpointWith({ leaf: { isStapleRequired: true } }) },
    expected: { outcome: 'fail', found: 'nothing is stapled at 1 of 1 address', severity: 'high' },
  },
  {
    story: 'must-staple with a staple',
    facts: {
      endpoint: endpointWith({ leaf: { isStapleRequired: true }, handshake: { hasStapledOcsp: true } }),
    },
    expected: { outcome: 'pass', found: 'a status is stapled' },
  },
  {
    story: 'the handshake fails everywhere: no certificate, no verdict',
    facts: { endpoint: failingEndpoint(null, 'handshake_failure') },
    expected: { outcome: 'notApplicable', why: 'no TLS handshake succeeds, see tls/handshake' },
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
    story: 'a certificate nobody can read proves nothing',
    facts: { endpoint: sampleEndpoint({ chains: [] }) },
    expected: { outcome: 'unknown', missing: 'a readable certificate of this host' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
