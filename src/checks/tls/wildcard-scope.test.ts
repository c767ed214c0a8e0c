import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './wildcard-scope.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'no wildcards' },
  },
  {
    story: 'a wildcard over a public suffix',
    facts: {
      endpoint: endpointWith({
        leaf: { names: { dns: ['*.co.uk', 'www.example.com'], ip: [], total: 2, isCut: false, hostile: [] } },
      }),
    },
    expected: { outcome: 'fail', found: '*.co.uk stands for domains of strangers', severity: 'medium' },
  },
  {
    story: 'one key for two domains',
    facts: {
      endpoint: endpointWith({
        leaf: {
          names: { dns: ['*.example.com', '*.example.net'], ip: [], total: 2, isCut: false, hostile: [] },
        },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'one key stands for all names under example.com and example.net',
      severity: 'low',
    },
  },
  {
    story: "the product's own wildcard",
    facts: {
      endpoint: endpointWith({
        leaf: {
          names: { dns: ['example.com', '*.example.com'], ip: [], total: 2, isCut: false, hostile: [] },
        },
      }),
    },
    expected: { outcome: 'pass', found: '*.example.com' },
  },
  {
    story: 'a CDN certificate with many customers',
    facts: {
      endpoint: endpointWith({
        leaf: {
          names: {
            dns: ['*.example.com', '*.a.example', '*.b.example', '*.c.example', '*.d.example'],
            ip: [],
            total: 5,
            isCut: false,
            hostile: [],
          },
        },
      }),
    },
    expected: { outcome: 'pass', found: '*.example.com, *.a.example, *.b.example, *.c.example, *.d.example' },
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
