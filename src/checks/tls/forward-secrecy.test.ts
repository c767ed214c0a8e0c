import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './forward-secrecy.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'suites without forward secrecy are refused' },
  },
  {
    story: 'a current client gets static RSA',
    facts: {
      endpoint: endpointWith({
        handshake: { cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
        probes: { families: { 'static-rsa': acceptedProbe({ cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' }) } },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'a current client gets TLS_RSA_WITH_AES_128_GCM_SHA256',
      severity: 'medium',
    },
  },
  {
    story: 'only who asks gets static RSA',
    facts: {
      endpoint: endpointWith({
        probes: { families: { 'static-rsa': acceptedProbe({ cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' }) } },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'clients that ask for it still get a suite without forward secrecy',
      severity: 'low',
    },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { families: { 'static-rsa': unknownProbe } } }) },
    expected: {
      outcome: 'unknown',
      missing: 'a clear answer to a TLS hello (203.0.113.10: no answer within 4 s)',
    },
  },
  {
    story: 'no address took our hellos: not called safe',
    facts: { endpoint: sampleEndpoint({ probes: [] }) },
    expected: { outcome: 'unknown', missing: 'an answer to our TLS hellos: no address took them' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
