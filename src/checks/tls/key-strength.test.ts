import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './key-strength.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'EC 256' },
  },
  {
    story: 'RSA with 1024 bits',
    facts: { endpoint: endpointWith({ leaf: { key: { type: 'rsa', bits: 1024, curve: null } } }) },
    expected: {
      outcome: 'fail',
      found: 'an RSA key of 1024 bits where 2048 are the least',
      severity: 'high',
    },
  },
  {
    story: 'RSA with 512 bits',
    facts: { endpoint: endpointWith({ leaf: { key: { type: 'rsa', bits: 512, curve: null } } }) },
    expected: {
      outcome: 'fail',
      found: 'an RSA key of 512 bits where 2048 are the least',
      severity: 'blocker',
    },
  },
  {
    story: 'RSA with 2048 bits',
    facts: { endpoint: endpointWith({ leaf: { key: { type: 'rsa', bits: 2048, curve: null } } }) },
    expected: { outcome: 'pass', found: 'RSA 2048, EC 256' },
  },
  {
    story: 'a weak intermediate',
    facts: { endpoint: endpointWith({ intermediate: { key: { type: 'rsa', bits: 1024, curve: null } } }) },
    expected: {
      outcome: 'fail',
      found: 'an RSA key of 1024 bits where 2048 are the least',
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
