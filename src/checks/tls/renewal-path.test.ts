import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './renewal-path.ts';

const day = 86_400_000;
interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'Let’s Encrypt issues through ACME only' },
  },
  {
    story: "a year's certificate of a selling authority",
    facts: {
      endpoint: endpointWith({
        leaf: {
          issuerOrganization: 'DigiCert Inc',
          notBefore: sampleNow - 10 * day,
          notAfter: sampleNow + 189 * day,
        },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'DigiCert Inc issued it for 199 days, from 2027-03-15 on 100 days are the most',
      severity: 'low',
    },
  },
  {
    story: 'a short one of a selling authority: nobody can tell from here',
    facts: { endpoint: endpointWith({ leaf: { issuerOrganization: 'Sectigo Limited' } }) },
    expected: { outcome: 'unknown', missing: 'who renews the certificate of Sectigo Limited, and how' },
  },
  {
    story: 'an issuer we do not know',
    facts: { endpoint: endpointWith({ leaf: { issuerOrganization: 'Somebody' } }) },
    expected: { outcome: 'unknown', missing: 'who renews the certificate of Somebody, and how' },
  },
  {
    story: 'a private authority',
    facts: { endpoint: endpointWith({ chain: { isPrivatelyAnchored: true } }) },
    expected: {
      outcome: 'notApplicable',
      why: 'renewal of private or untrusted certificates cannot be told from outside',
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
