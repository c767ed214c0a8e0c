import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  refusedProbe,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './compression.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'no address compresses' },
  },
  {
    story: 'DEFLATE is on',
    facts: {
      endpoint: endpointWith({ probes: { versions: { 'TLSv1.2': acceptedProbe({ compression: 1 }) } } }),
    },
    expected: { outcome: 'fail', found: 'compression is on', severity: 'medium' },
  },
  {
    story: 'TLS 1.3 only',
    facts: { endpoint: endpointWith({ probes: { versions: { 'TLSv1.2': refusedProbe } } }) },
    expected: {
      outcome: 'notApplicable',
      why: 'TLS 1.2 is not spoken, and later versions have no such weakness',
    },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { versions: { 'TLSv1.2': unknownProbe } } }) },
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
