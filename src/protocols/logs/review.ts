import type { Severity } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import { sharedScanner } from '../secrets/redact.ts';
import { LogClusters } from './drain.ts';
import { readLogLine, type LogLine } from './line.ts';
import { loggerRule } from './logger-rule.ts';
import { findPersonal, type PersonalKind } from './personal.ts';
import { scrubText } from './scrub.ts';

export interface LogProblem {
  /** `logs/personal-data`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** A sentence without the value itself. */
  readonly text: string;
  /** The rule of the logger, or the change, that would stop it. */
  readonly fix: string;
  readonly path: string;
  /** Of the first, from 1. */
  readonly line: number;
  /** How many lines. */
  readonly count: number;
}

export interface LogReview {
  readonly problems: readonly LogProblem[];
  readonly lines: number;
  /** Lines of requests or with a level, and those of them that carry a request id. */
  readonly telling: number;
  readonly withRequestId: number;
  readonly templates: readonly { readonly template: string; readonly count: number; readonly line: number }[];
}

const limits = { lineLength: 16_384, problems: 1000, templates: 20 } as const;
const fewest = { repeated: 5, requestIds: 5 } as const;

/** Reviews one log file: AUD-8, MON-8. `now` (milliseconds since 1970) tells expired tokens apart. */
export function reviewLog(path: string, bytes: Uint8Array, now: number): LogReview {
  const review = new Review(path);
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split(/\r?\n/);
  for (const match of sharedScanner().scan(bytes, { now })) {
    if (match.kind !== 'secret') continue;
    const text = lines[match.line - 1] ?? '';
    review.note(`secret ${match.rule.id}`, match.line, () => ({
      rule: 'logs/secret',
      title: 'A secret is in the log',
      severity: match.severity,
      text: `a secret is logged: ${match.rule.title}`,
      fix: loggerRule(text, match.value),
    }));
  }
  for (const [at, text] of lines.entries())
    if (text.trim() !== '') review.line(text.slice(0, limits.lineLength), at + 1);
  return review.finished();
}

type About = Omit<LogProblem, 'path' | 'line' | 'count'>;

const severities: Readonly<Record<PersonalKind, Severity>> = {
  card: 'high',
  iban: 'high',
  'mail address': 'medium',
  'phone number': 'medium',
};

/** What a line tells besides its level, with what it means and what to do. */
const signs: readonly (About & {
  /** All of them match the line. */
  readonly patterns: readonly RegExp[];
  readonly isHighFrom: number;
})[] = [
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

class Review {
  readonly #path: string;
  readonly #noted = new Map<string, LogProblem>();
  readonly #all = new LogClusters();
  readonly #errors = new LogClusters();
  #lines = 0;
  #telling = 0;
  #withId = 0;
  #firstWithout = 0;
  constructor(path: string) {
    this.#path = path;
  }

  note(key: string, line: number, about: () => About): void {
    const known = this.#noted.get(key);
    if (known !== undefined) this.#noted.set(key, { ...known, count: known.count + 1 });
    else if (this.#noted.size < limits.problems)
      this.#noted.set(key, { ...about(), path: this.#path, line, count: 1 });
  }

  line(text: string, number: number): void {
    this.#lines += 1;
    const line = readLogLine(text);
    this.#all.add(line.message, number);
    if (line.level === 'error' || (line.status ?? 0) >= 500) this.#errors.add(line.message, number);
    this.#countId(line, number);
    for (const { kind, start, end } of findPersonal(text)) {
      const fix = loggerRule(text, text.slice(start, end));
      this.note(`${kind} ${fix}`, number, () => ({
        rule: 'logs/personal-data',
        title: 'Personal data is in the log',
        severity: severities[kind],
        text: `a ${kind} is logged`,
        fix,
      }));
    }
    for (const { patterns, isHighFrom: _from, ...about } of signs)
      if (
        patterns.every((pattern) => pattern.test(text)) ||
        (about.rule === 'logs/failed-auth' && line.status === 401)
      )
        this.note(about.rule, number, () => about);
  }

  #countId(line: LogLine, number: number): void {
    if (line.level === null && line.status === null) return;
    this.#telling += 1;
    if (line.hasRequestId) this.#withId += 1;
    else if (this.#firstWithout === 0) this.#firstWithout = number;
  }

  finished(): LogReview {
    const noted = [...this.#noted.values()].map(weighed);
    const templates = this.#all.clusters.slice(0, limits.templates).map(({ tokens, count, first }) => ({
      template: scrubText(tokens.join(' ')).slice(0, 300),
      count,
      line: first,
    }));
    const problems = [...noted, ...this.#repeated(), ...this.#missingIds()];
    return { problems, lines: this.#lines, telling: this.#telling, withRequestId: this.#withId, templates };
  }

  #repeated(): readonly LogProblem[] {
    return this.#errors.clusters
      .filter(({ count }) => count >= fewest.repeated)
      .slice(0, limits.templates)
      .map(({ tokens, count, first }) => ({
        rule: 'logs/repeated-error',
        title: 'The same error again and again',
        severity: 'medium',
        text: `the same error ${plural(count, 'time')}: ${scrubText(tokens.join(' ')).slice(0, 200)}`,
        fix: 'Solve it, or log it once with a count if it is expected.',
        path: this.#path,
        line: first,
        count,
      }));
  }

  #missingIds(): readonly LogProblem[] {
    const [all, without] = [this.#telling, this.#telling - this.#withId];
    if (all < fewest.requestIds || without / all <= 0.1) return [];
    return [
      {
        rule: 'logs/request-id',
        title: 'Lines carry no request id',
        severity: 'medium',
        text: `${without} of ${plural(all, 'line')} carry no request id, so the lines of one request cannot be found`,
        fix: 'Take X-Request-Id (or make one) per request and bind it to the logger; nginx: add $request_id to log_format.',
        path: this.#path,
        line: this.#firstWithout,
        count: without,
      },
    ];
  }
}

/** With the figure in the sentence; many of a kind weigh more. */
function weighed(problem: LogProblem): LogProblem {
  const sign = signs.find(({ rule }) => rule === problem.rule);
  const text = problem.count === 1 ? problem.text : `${problem.text} (${plural(problem.count, 'line')})`;
  const isMany = sign !== undefined && problem.count >= sign.isHighFrom;
  return { ...problem, text, severity: isMany ? 'high' : problem.severity };
}
