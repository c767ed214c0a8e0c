import { expect, it } from 'vitest';
import {
  acceptedProbe,
  endpointWith,
  failingEndpoint,
  refusedProbe,
  sampleContext,
  sampleEndpoint,
  sampleProbes,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './protocol-versions.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'TLS 1.3 is spoken, 1.0 and 1.1 are refused' },
  },
  {
    story: 'TLS 1.0 and 1.1 are on',
    facts: {
      endpoint: endpointWith({
        probes: {
          versions: {
            TLSv1: acceptedProbe({ version: 'TLSv1' }),
            'TLSv1.1': acceptedProbe({ version: 'TLSv1.1' }),
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: 'still spoken: TLS 1.0 and 1.1', severity: 'medium' },
  },
  {
    story: 'nothing newer than 1.1',
    facts: {
      endpoint: endpointWith({
        probes: {
          versions: {
            'TLSv1.1': acceptedProbe({ version: 'TLSv1.1' }),
            'TLSv1.2': refusedProbe,
            'TLSv1.3': refusedProbe,
          },
        },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'neither TLS 1.2 nor 1.3 is spoken, only TLS 1.1',
      severity: 'blocker',
    },
  },
  {
    story: '1.2 without 1.3 is enough',
    facts: { endpoint: endpointWith({ probes: { versions: { 'TLSv1.3': refusedProbe } } }) },
    expected: { outcome: 'pass', found: 'TLS 1.2 only' },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { versions: { TLSv1: unknownProbe } } }) },
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
  {
    story: 'no handshake at all: told by tls/handshake',
    facts: {
      endpoint: sampleEndpoint({
        ...failingEndpoint(null, 'handshake_failure'),
        probes: [sampleProbes({ versions: { 'TLSv1.2': refusedProbe, 'TLSv1.3': refusedProbe } })],
      }),
    },
    expected: { outcome: 'notApplicable', why: 'no TLS handshake succeeds, see tls/handshake' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
