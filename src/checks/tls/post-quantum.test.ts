import { expect, it } from 'vitest';
import {
  endpointWith,
  refusedProbe,
  sampleContext,
  sampleEndpoint,
  unknownProbe,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './post-quantum.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'the server chooses X25519MLKEM768 when it is offered' },
  },
  {
    story: 'not offered',
    facts: { endpoint: endpointWith({ probes: { postQuantum: refusedProbe } }) },
    expected: {
      outcome: 'fail',
      found: 'a client that offers X25519MLKEM768 only is refused',
      severity: 'low',
    },
  },
  {
    story: 'without TLS 1.3 there is nothing to say',
    facts: {
      endpoint: endpointWith({
        probes: { postQuantum: refusedProbe, versions: { 'TLSv1.3': refusedProbe } },
      }),
    },
    expected: { outcome: 'notApplicable', why: 'it needs TLS 1.3, see tls/modern-protocol' },
  },
  {
    story: 'a probe without an answer proves nothing',
    facts: { endpoint: endpointWith({ probes: { postQuantum: unknownProbe } }) },
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
