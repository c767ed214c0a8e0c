import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './diffie-hellman.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'notApplicable', why: 'finite-field Diffie-Hellman is not offered' },
  },
  {
    story: 'a prime of 1024 bits',
    facts: {
      endpoint: endpointWith({
        probes: {
          families: {
            'finite-field-dhe': acceptedProbe({ cipher: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', dhBits: 1024 }),
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: 'the prime has 1024 bits', severity: 'medium' },
  },
  {
    story: 'a prime of 512 bits',
    facts: {
      endpoint: endpointWith({
        probes: {
          families: {
            'finite-field-dhe': acceptedProbe({ cipher: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', dhBits: 512 }),
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: 'the prime has 512 bits', severity: 'high' },
  },
  {
    story: 'a prime of 2048 bits',
    facts: {
      endpoint: endpointWith({
        probes: {
          families: {
            'finite-field-dhe': acceptedProbe({ cipher: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA', dhBits: 2048 }),
          },
        },
      }),
    },
    expected: { outcome: 'pass', found: '2048 bits' },
  },
  {
    story: 'the prime was not seen',
    facts: {
      endpoint: endpointWith({
        probes: {
          families: { 'finite-field-dhe': acceptedProbe({ cipher: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA' }) },
        },
      }),
    },
    expected: { outcome: 'unknown', missing: 'the size of the Diffie-Hellman prime' },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { families: { 'finite-field-dhe': unknownProbe } } }) },
    expected: {
      outcome: 'unknown',
      missing: 'a clear answer to a TLS hello (203.0.113.10: no answer within 4 s)',
    },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
