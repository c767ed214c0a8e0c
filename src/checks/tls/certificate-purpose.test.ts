import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-purpose.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'serverAuth' },
  },
  {
    story: 'made for clients',
    facts: { endpoint: endpointWith({ leaf: { extendedKeyUsage: ['clientAuth'] } }) },
    expected: {
      outcome: 'fail',
      found: 'its extended key usage allows clientAuth, not serverAuth',
      severity: 'blocker',
    },
  },
  {
    story: 'no restriction at all',
    facts: { endpoint: endpointWith({ leaf: { extendedKeyUsage: null, keyUsage: null } }) },
    expected: { outcome: 'pass', found: 'any purpose' },
  },
  {
    story: 'may only sign certificates',
    facts: { endpoint: endpointWith({ leaf: { keyUsage: ['keyCertSign'] } }) },
    expected: {
      outcome: 'fail',
      found: 'its key usage allows keyCertSign, no handshake needs that',
      severity: 'blocker',
    },
  },
  {
    story: 'an authority used as a server certificate',
    facts: { endpoint: endpointWith({ leaf: { isCa: true } }) },
    expected: {
      outcome: 'fail',
      found: 'the server’s own certificate may sign further certificates (CA:TRUE)',
      severity: 'high',
    },
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
