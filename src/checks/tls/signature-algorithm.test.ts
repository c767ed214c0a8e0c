import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './signature-algorithm.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'ecdsa-with-SHA384' },
  },
  {
    story: 'SHA-1',
    facts: {
      endpoint: endpointWith({ leaf: { signature: { algorithm: 'sha1WithRSAEncryption', hash: 'sha1' } } }),
    },
    expected: {
      outcome: 'fail',
      found: 'www.example.com is signed with sha1WithRSAEncryption',
      severity: 'blocker',
    },
  },
  {
    story: 'MD5 above',
    facts: {
      endpoint: endpointWith({
        intermediate: { signature: { algorithm: 'md5WithRSAEncryption', hash: 'md5' } },
      }),
    },
    expected: { outcome: 'fail', found: 'E7 is signed with md5WithRSAEncryption', severity: 'blocker' },
  },
  {
    story: "a root's own SHA-1 signature is not checked",
    facts: {
      endpoint: endpointWith({
        intermediate: {
          issuerHash: '2222222222222222',
          signature: { algorithm: 'sha1WithRSAEncryption', hash: 'sha1' },
        },
      }),
    },
    expected: { outcome: 'pass', found: 'ecdsa-with-SHA384' },
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
