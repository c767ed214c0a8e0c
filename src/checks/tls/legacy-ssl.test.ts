import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './legacy-ssl.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'SSL 3.0 is refused' },
  },
  {
    story: 'SSL 3.0 is on',
    facts: {
      endpoint: endpointWith({
        probes: {
          versions: { SSLv3: acceptedProbe({ version: 'SSLv3', cipher: 'TLS_RSA_WITH_RC4_128_SHA' }) },
        },
      }),
    },
    expected: { outcome: 'fail', found: 'SSL 3.0 is spoken', severity: 'high' },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { versions: { SSLv3: unknownProbe } } }) },
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
