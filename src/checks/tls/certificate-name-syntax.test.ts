import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-name-syntax.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: '2 names, all usable' },
  },
  {
    story: 'a NUL byte hides another domain',
    facts: {
      endpoint: endpointWith({
        leaf: {
          names: {
            dns: ['www.example.com'],
            ip: [],
            total: 2,
            isCut: false,
            hostile: ['www.example.com\\x00.evil.example'],
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: 'control characters in 1 of 2 names', severity: 'high' },
  },
  {
    story: 'a wildcard in the middle',
    facts: {
      endpoint: endpointWith({
        leaf: {
          names: {
            dns: ['www.example.com', 'api.*.example.com'],
            ip: [],
            total: 2,
            isCut: false,
            hostile: [],
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: '1 of 2 names can never match', severity: 'medium' },
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
