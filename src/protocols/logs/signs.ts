import type { Severity } from '../../model/check.ts';
import type { PersonalKind } from './personal.ts';

/** What is wrong with lines of one kind, and what to do. */
export interface LogSign {
  /** `logs/personal-data`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** A sentence without the value itself. */
  readonly text: string;
  /** The rule of the logger, or the change, that would stop it. */
  readonly fix: string;
}

export const personalSign = (kind: PersonalKind, fix: string): LogSign => ({
  rule: 'logs/personal-data',
  title: 'Personal data is in the log',
  severity: kind === 'card' || kind === 'iban' ? 'high' : 'medium',
  text: `a ${kind} is logged`,
  fix,
});

export const secretSign = (
  { title, severity }: { readonly title: string; readonly severity: Severity },
  fix: string,
): LogSign => ({
  rule: 'logs/secret',
  title: 'A secret is in the log',
  severity,
  text: `a secret is logged: ${title}`,
  fix,
});

/** What binds the lines of a request together. */
export const requestIdRule =
  'Log inside the span of the request (the log bridge of OpenTelemetry takes its trace id; pino: a mixin that adds trace_id), or bind X-Request-Id to the logger.';

interface LineSign extends LogSign {
  /** All of them match the line. */
  readonly patterns: readonly RegExp[];
  /** So many lines weigh more. */
  readonly isHighFrom: number;
}

/** What one line tells besides its level; `status` is the HTTP status it names. */
export const signsOf = (text: string, status: number | null): readonly LineSign[] =>
  lineSigns.filter(
    ({ patterns, rule }) =>
      patterns.every((pattern) => pattern.test(text)) || (rule === 'logs/failed-auth' && status === 401),
  );

/** From so many lines on a sign is `high`; never for those that say nothing about it. */
export const isHighFrom = (rule: string): number =>
  lineSigns.find((sign) => sign.rule === rule)?.isHighFrom ?? Number.POSITIVE_INFINITY;

/** The title and the way out of a sign, by its rule. */
export const signOf = (rule: string): LogSign | null => lineSigns.find((sign) => sign.rule === rule) ?? null;

const lineSigns: readonly LineSign[] = [
  {
    rule: 'logs/payment-webhook',
    title: 'A payment webhook failed',
    severity: 'high',
    patterns: [
      /\bwebhooks?\b/i,
      /\b(?:stripe|paypal|payment|adyen|mollie|checkout)/i,
      /\b(?:fail|error|exception|invalid|5\d\d\b|timed? ?out)/i,
    ],
    isHighFrom: 1,
    text: 'a payment webhook failed: an order may be paid and not delivered',
    fix: 'Replay the events from the payment provider, and alert on this line.',
  },
  {
    rule: 'logs/failed-auth',
    title: 'Logins fail',
    severity: 'low',
    patterns: [
      /failed password|auth(?:entication|orization)? (?:failed|failure|error)|(?:login|sign-?in) (?:failed|failure|denied)|failed (?:login|to authenticate|authentication)|invalid (?:credentials|password|token|signature|api key)|\bunauthori[sz]ed\b|access denied|password authentication failed|(?:jwt|token) expired/i,
    ],
    isHighFrom: 20,
    text: 'authentication failed',
    fix: 'See whether it is one sender guessing (limit tries per address and account) or a client with an old key.',
  },
  {
    rule: 'logs/timeout',
    title: 'Something does not answer in time',
    severity: 'medium',
    patterns: [
      /\btimed[ -]?out\b|\btime-?out (?:of|after|while|exceeded|error|expired|waiting)|\bE(?:SOCKET)?TIMEDOUT\b|deadline exceeded|statement timeout|\bgateway time-?out/i,
    ],
    isHighFrom: 20,
    text: 'a timeout',
    fix: 'Find what is waited for, give it a limit shorter than the client’s, and retry or fall back.',
  },
];
