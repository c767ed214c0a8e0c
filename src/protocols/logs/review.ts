import { plural } from '../../model/words.ts';
import { sharedScanner } from '../secrets/redact.ts';
import { LogClusters } from './drain.ts';
import { readLogLine, type LogLine } from './line.ts';
import { loggerRule } from './logger-rule.ts';
import { findPersonal } from './personal.ts';
import { scrubText } from './scrub.ts';
import { isHighFrom, personalSign, secretSign, signsOf, type LogSign } from './signs.ts';

export interface LogProblem extends LogSign {
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
    const about = { title: match.rule.title, severity: match.severity };
    review.note(`secret ${match.rule.id}`, match.line, () =>
      secretSign(about, loggerRule(text, match.value)),
    );
  }
  for (const [at, text] of lines.entries())
    if (text.trim() !== '') review.line(text.slice(0, limits.lineLength), at + 1);
  return review.finished();
}

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

  note(key: string, line: number, about: () => LogSign): void {
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
      this.note(`${kind} ${fix}`, number, () => personalSign(kind, fix));
    }
    for (const { rule, title, severity, text: said, fix } of signsOf(text, line.status))
      this.note(rule, number, () => ({ rule, title, severity, text: said, fix }));
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
  const text = problem.count === 1 ? problem.text : `${problem.text} (${plural(problem.count, 'line')})`;
  return {
    ...problem,
    text,
    severity: problem.count >= isHighFrom(problem.rule) ? 'high' : problem.severity,
  };
}
