import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './cipher-strength.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'NULL, anonymous, export, DES, RC4 and triple DES are refused' },
  },
  {
    story: 'RC4',
    facts: {
      endpoint: endpointWith({
        probes: { families: { rc4: acceptedProbe({ cipher: 'TLS_RSA_WITH_RC4_128_SHA' }) } },
      }),
    },
    expected: { outcome: 'fail', found: 'offered: RC4', severity: 'medium' },
  },
  {
    story: 'triple DES',
    facts: {
      endpoint: endpointWith({
        probes: { families: { 'triple-des': acceptedProbe({ cipher: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA' }) } },
      }),
    },
    expected: { outcome: 'fail', found: 'offered: triple DES (Sweet32)', severity: 'medium' },
  },
  {
    story: 'no encryption at all',
    facts: {
      endpoint: endpointWith({
        probes: { families: { null: acceptedProbe({ cipher: 'TLS_RSA_WITH_NULL_SHA' }) } },
      }),
    },
    expected: { outcome: 'fail', found: 'offered: no encryption (NULL)', severity: 'blocker' },
  },
  {
    story: 'export ciphers',
    facts: {
      endpoint: endpointWith({
        probes: { families: { export: acceptedProbe({ cipher: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5' }) } },
      }),
    },
    expected: { outcome: 'fail', found: 'offered: export ciphers of 40 or 56 bits', severity: 'blocker' },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { families: { rc4: unknownProbe } } }) },
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
