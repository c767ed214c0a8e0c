import { expect, it } from 'vitest';
import { endpointWith, sampleContext, sampleEndpoint } from '../../protocols/tls/endpoint-sample.ts';
import check from './sni-default.ts';

interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'no certificate is shown in clear without a host name' },
  },
  {
    story: 'an internal machine name',
    facts: {
      endpoint: endpointWith({
        probes: {
          withoutName: {
            sha256: 'dd',
            subject: 'CN=db1',
            names: ['db1.corp.internal', '10.0.0.5', 'www.example.com'],
          },
        },
      }),
    },
    expected: { outcome: 'fail', found: '2 internal names shown', severity: 'low' },
  },
  {
    story: "the product's own certificate",
    facts: {
      endpoint: endpointWith({
        probes: { withoutName: { sha256: 'aa', subject: 'CN=www.example.com', names: ['www.example.com'] } },
      }),
    },
    expected: { outcome: 'pass', found: 'without a host name www.example.com is shown' },
  },
  {
    story: 'no address took our hellos: not called safe',
    facts: { endpoint: sampleEndpoint({ probes: [] }) },
    expected: { outcome: 'unknown', missing: 'an answer to a TLS hello without a host name' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
