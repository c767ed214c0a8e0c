import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleIntermediate,
  sampleLeaf,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './chain-order.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: '2 certificates in order' },
  },
  {
    story: 'two intermediates swapped',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0, 2, 1],
          certificates: [sampleLeaf(), sampleIntermediate({ subject: 'CN=Cross' }), sampleIntermediate()],
        },
      }),
    },
    expected: { outcome: 'fail', found: 'the order is 0, 2, 1 instead of 0, 1, 2', severity: 'medium' },
  },
  {
    story: 'a stranger in the chain',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0, 1],
          certificates: [sampleLeaf(), sampleIntermediate(), sampleIntermediate({ subject: 'CN=Old' })],
        },
      }),
    },
    expected: {
      outcome: 'fail',
      found: '1 of 3 certificates sent does not belong to the chain',
      severity: 'low',
    },
  },
  {
    story: 'garbage in the chain',
    facts: { endpoint: endpointWith({ chain: { unreadable: 1 } }) },
    expected: { outcome: 'fail', found: '1 certificate sent cannot be read', severity: 'medium' },
  },
  {
    story: 'the leaf alone is in order',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0],
          certificates: [sampleLeaf()],
          issuerLookup: 'found',
          fetchedIssuers: [{ subject: 'CN=E7', url: 'http://e7.i.example/', isSelfSigned: false }],
        },
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      }),
    },
    expected: { outcome: 'pass', found: '1 certificate in order' },
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
