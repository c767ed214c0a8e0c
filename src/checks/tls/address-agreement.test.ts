import { expect, it } from 'vitest';
import {
  sampleChain,
  sampleContext,
  sampleEndpoint,
  sampleHandshake,
  sampleIntermediate,
  sampleLeaf,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './address-agreement.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'one address',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'notApplicable', why: 'www.example.com has one address' },
  },
  {
    story: 'both families show the same names',
    facts: {
      endpoint: sampleEndpoint({
        addresses: [
          { address: '203.0.113.10', family: 4, outcome: sampleHandshake() },
          { address: '2001:db8::10', family: 6, outcome: sampleHandshake({ chain: 'c2' }) },
        ],
        chains: [
          sampleChain(),
          sampleChain({
            id: 'c2',
            certificates: [sampleLeaf({ sha256: 'cc', serial: '04' }), sampleIntermediate()],
          }),
        ],
      }),
    },
    expected: {
      outcome: 'pass',
      found: 'the same names and issuer at 2 addresses that completed a handshake',
    },
  },
  {
    story: 'IPv6 still shows the old authority',
    facts: {
      endpoint: sampleEndpoint({
        addresses: [
          { address: '203.0.113.10', family: 4, outcome: sampleHandshake() },
          { address: '2001:db8::10', family: 6, outcome: sampleHandshake({ chain: 'c2' }) },
        ],
        chains: [
          sampleChain(),
          sampleChain({
            id: 'c2',
            certificates: [sampleLeaf({ sha256: 'cc', issuer: 'CN=Old CA' }), sampleIntermediate()],
          }),
        ],
      }),
    },
    expected: { outcome: 'fail', found: '2 different certificates on 2 addresses', severity: 'medium' },
  },
  {
    story: 'TLS fails on IPv6 only',
    facts: {
      endpoint: sampleEndpoint({
        addresses: [
          { address: '203.0.113.10', family: 4, outcome: sampleHandshake() },
          {
            address: '2001:db8::10',
            family: 6,
            outcome: {
              state: 'failed',
              kind: 'tls',
              message: 'alert internal_error',
              speaks: null,
              alert: 'internal_error',
            },
          },
        ],
        chains: [
          sampleChain(),
          sampleChain({
            id: 'c2',
            certificates: [sampleLeaf({ sha256: 'cc', serial: '04' }), sampleIntermediate()],
          }),
        ],
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'TLS fails at 2001:db8::10 and works at 1 other address',
      severity: 'high',
    },
  },
  {
    story: "IPv6 is closed: another check's matter",
    facts: {
      endpoint: sampleEndpoint({
        addresses: [
          { address: '203.0.113.10', family: 4, outcome: sampleHandshake() },
          {
            address: '2001:db8::10',
            family: 6,
            outcome: { state: 'failed', kind: 'refused', message: 'refused', speaks: null, alert: null },
          },
        ],
        chains: [
          sampleChain(),
          sampleChain({
            id: 'c2',
            certificates: [sampleLeaf({ sha256: 'cc', serial: '04' }), sampleIntermediate()],
          }),
        ],
      }),
    },
    expected: { outcome: 'pass', found: 'the same names and issuer at 1 address that completed a handshake' },
  },
  {
    story: 'no address completes a handshake',
    facts: {
      endpoint: sampleEndpoint({
        addresses: ['203.0.113.10', '203.0.113.11'].map((address) => ({
          address,
          family: 4,
          outcome: { state: 'failed', kind: 'tls', message: 'no', speaks: null, alert: null },
        })),
        chains: [],
      }),
    },
    expected: { outcome: 'notApplicable', why: 'no TLS handshake succeeds, see tls/handshake' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
