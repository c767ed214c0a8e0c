import { expect, it } from 'vitest';
import {
  answeredPage,
  endpointWith,
  failedPage,
  hostFact,
  sampleContext,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './hsts-preload.ts';

const day = 86_400_000;
interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'all hosts below answer over HTTPS',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [
        hostFact('api.example.com', { https: answeredPage([]), http: answeredPage([], { status: 301 }) }),
      ],
      endpoints: [],
    },
    expected: { outcome: 'pass', found: '1 host below example.com, none depends on plain HTTP' },
  },
  {
    story: 'an old host answers over plain HTTP only',
    facts: {
      hsts: {
        https: answeredPage(['max-age=31536000; includeSubDomains; preload']),
        http: failedPage('refused'),
      },
      hosts: [
        hostFact('old.example.com', { https: failedPage('refused'), http: answeredPage([]) }),
        hostFact('api.example.com', { https: answeredPage([]), http: failedPage('refused') }),
      ],
      endpoints: [],
    },
    expected: {
      outcome: 'fail',
      found: 'plain HTTP only: old.example.com (1 of 2 hosts below example.com)',
      severity: 'high',
    },
  },
  {
    story: 'a promised host without HTTPS is a blocker of its own: redirects/reachability',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [hostFact('api.example.com', { https: failedPage('refused'), http: answeredPage([]) })],
      endpoints: [],
    },
    expected: { outcome: 'pass' },
  },
  {
    story: 'a mail host serves no web at all',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [hostFact('mail.example.com', { https: failedPage('refused'), http: failedPage('refused') })],
      endpoints: [],
    },
    expected: { outcome: 'pass', found: '1 host below example.com, none depends on plain HTTP' },
  },
  {
    story: 'a host with a faulty certificate is named, its own check fails',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [hostFact('api.example.com', { https: answeredPage([]), http: failedPage('refused') })],
      endpoints: [
        hostFact(
          'api.example.com',
          endpointWith({
            leaf: { notAfter: sampleNow - 3 * day },
            handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
          }),
        ),
      ],
    },
    expected: {
      outcome: 'pass',
      found:
        '1 host below example.com, none depends on plain HTTP; 1 with a faulty certificate cannot be clicked through',
    },
  },
  {
    story: 'this host only',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000']), http: failedPage('refused') },
      hosts: [hostFact('old.example.com', { https: failedPage('refused'), http: answeredPage([]) })],
      endpoints: [],
    },
    expected: { outcome: 'notApplicable', why: 'the HSTS policy is for this host only' },
  },
  {
    story: 'no policy',
    facts: {
      hsts: { https: answeredPage([]), http: failedPage('refused') },
      hosts: [hostFact('old.example.com', { https: failedPage('refused'), http: answeredPage([]) })],
      endpoints: [],
    },
    expected: { outcome: 'notApplicable', why: 'no HSTS policy is in force for this host' },
  },
  {
    story: 'a silent host is not called safe',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [hostFact('slow.example.com', { https: failedPage('timed-out'), http: answeredPage([]) })],
      endpoints: [],
    },
    expected: { outcome: 'unknown', missing: 'whether slow.example.com would survive: connection timed-out' },
  },
  {
    story: 'other domains do not matter',
    facts: {
      hsts: { https: answeredPage(['max-age=31536000; includeSubDomains']), http: failedPage('refused') },
      hosts: [hostFact('old.example.net', { https: failedPage('refused'), http: answeredPage([]) })],
      endpoints: [],
    },
    expected: { outcome: 'pass', found: '0 hosts below example.com, none depends on plain HTTP' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext('example.com'));
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
