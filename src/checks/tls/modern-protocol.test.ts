import { expect, it } from 'vitest';
import {
  endpointWith,
  refusedProbe,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './modern-protocol.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'TLS 1.3 is spoken' },
  },
  {
    story: 'TLS 1.2 is the newest',
    facts: { endpoint: endpointWith({ probes: { versions: { 'TLSv1.3': refusedProbe } } }) },
    expected: { outcome: 'fail', found: 'TLS 1.2 is the newest version', severity: 'low' },
  },
  {
    story: 'neither 1.2 nor 1.3: told by tls/protocol-versions',
    facts: {
      endpoint: endpointWith({
        probes: { versions: { 'TLSv1.2': refusedProbe, 'TLSv1.3': refusedProbe } },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'neither TLS 1.2 nor 1.3 is spoken, see tls/protocol-versions',
    },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { versions: { 'TLSv1.3': unknownProbe } } }) },
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
