import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-expiry.ts';

const day = 86_400_000;
interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
  readonly now?: number;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: '80 days of 90 days left (88 %)' },
  },
  {
    story: 'a third is not left',
    facts: {
      endpoint: endpointWith({ leaf: { notBefore: sampleNow - 70 * day, notAfter: sampleNow + 20 * day } }),
    },
    expected: {
      outcome: 'fail',
      found: '20 days of 90 days left (22 %), and it has not been renewed',
      severity: 'medium',
    },
  },
  {
    story: 'five days of ninety left',
    facts: {
      endpoint: endpointWith({ leaf: { notBefore: sampleNow - 85 * day, notAfter: sampleNow + 5 * day } }),
    },
    expected: {
      outcome: 'fail',
      found: '5 days of 90 days left (5 %), and it has not been renewed',
      severity: 'high',
    },
  },
  {
    story: 'a six-day certificate with four days left is normal',
    facts: {
      endpoint: endpointWith({ leaf: { notBefore: sampleNow - 2 * day, notAfter: sampleNow + 4 * day } }),
    },
    expected: { outcome: 'pass', found: '4 days of 6 days left (66 %)' },
  },
  {
    story: 'a yearly certificate with 30 days left',
    facts: {
      endpoint: endpointWith({ leaf: { notBefore: sampleNow - 368 * day, notAfter: sampleNow + 30 * day } }),
    },
    expected: {
      outcome: 'fail',
      found: '30 days of 398 days left (7 %), and it has not been renewed',
      severity: 'high',
    },
  },
  {
    story: 'expired three days ago',
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'fail', found: 'it expired 3 days ago, on 2026-11-19', severity: 'blocker' },
  },
  {
    story: 'judged again in 90 days: the stored verdict of OpenSSL does not hide it',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'fail', found: 'it expired 10 days ago, on 2027-02-10', severity: 'blocker' },
    now: sampleNow + 90 * day,
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

it.each(rows)('$story', ({ facts, expected, now }) => {
  const verdict = check.judge(facts, sampleContext('www.example.com', now ?? sampleNow));
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
