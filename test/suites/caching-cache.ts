import { fieldText } from '../../src/protocols/http/fields.ts';
import type { Fields } from '../../src/protocols/http/fields.ts';
import {
  isNotModified,
  refreshedFields,
  validationFields,
} from '../../src/protocols/http/caching/conditional.ts';
import { decide, isInvalidating, mayServeStale } from '../../src/protocols/http/caching/deciding.ts';
import type { CacheKind, CacheRequest, Exchange } from '../../src/protocols/http/caching/exchange.ts';
import { primaryKey } from '../../src/protocols/http/caching/key.ts';
import { storedFields, storing } from '../../src/protocols/http/caching/storing.ts';

export interface OriginAnswer {
  readonly status: number;
  readonly fields: Fields;
  readonly body: string;
}
/** null: the connection was closed. */
export type Origin = (request: CacheRequest) => OriginAnswer | null;

type Kept = Exchange & { readonly body: string };

/** A whole cache made of nothing but the evaluator's decisions, a list and a clock that is moved by hand. */
export class EvaluatorCache {
  private readonly kind: CacheKind;
  private readonly origin: Origin;
  private kept: readonly Kept[] = [];
  nowMs = Date.UTC(2026, 0, 1);

  constructor(kind: CacheKind, origin: Origin) {
    this.kind = kind;
    this.origin = origin;
  }

  ask(request: CacheRequest): OriginAnswer {
    const decision = decide({ kind: this.kind, stored: this.kept }, request, this.nowMs);
    if (decision.kind === 'forward') return this.forward(request);
    const stored = this.kept.find((each) => each === decision.stored);
    if (stored === undefined) throw new Error('the decision names an answer that is not stored');
    if (decision.kind === 'validate') return this.validate(request, stored);
    const age = [['age', String(Math.floor(decision.ageSeconds))]] as const;
    const fields = [...stored.response.fields.filter(([name]) => name !== 'age'), ...age];
    if (decision.isRefreshedBehind) this.validate(request, stored);
    return this.served(request, { status: stored.response.status, fields, body: stored.body });
  }

  private served(request: CacheRequest, answer: OriginAnswer): OriginAnswer {
    if (isNotModified(request.fields, answer.fields, this.nowMs) && answer.status === 200)
      return { ...answer, status: 304, body: '' };
    const range = /^bytes=(\d+)-(\d*)$/.exec(fieldText(request.fields, 'range') ?? '');
    if (range === null || answer.status !== 200) return answer;
    const end = range[2] === '' ? undefined : Number(range[2]) + 1;
    return { ...answer, status: 206, body: answer.body.slice(Number(range[1]), end) };
  }

  private forward(request: CacheRequest): OriginAnswer {
    const answer = this.origin(request);
    if (answer === null) return { status: 502, fields: [], body: '' };
    if (isInvalidating(request.method, answer.status)) this.drop(request.url);
    this.keep(request, answer);
    return answer;
  }

  private validate(request: CacheRequest, stored: Kept): OriginAnswer {
    const conditions = validationFields(stored.response.fields);
    const names = conditions.map(([name]) => name);
    const own = request.fields.filter(([name]) => !names.includes(name));
    const answer = this.origin({ ...request, fields: [...own, ...conditions] });
    if (answer === null) {
      if (!mayServeStale(this.kind, stored)) return { status: 504, fields: [], body: '' };
      return { status: stored.response.status, fields: stored.response.fields, body: stored.body };
    }
    if (answer.status !== 304) {
      this.keep(request, answer);
      return answer;
    }
    const fields = refreshedFields(stored.response.fields, storedFields(answer.fields));
    const fresh = { status: stored.response.status, fields, body: stored.body };
    this.kept = this.kept.filter((each) => each !== stored);
    this.keep(stored.request, fresh);
    return this.served(request, fresh);
  }

  private keep(request: CacheRequest, answer: OriginAnswer): void {
    const response = { status: answer.status, fields: storedFields(answer.fields) };
    if (!storing(this.kind, request, answer).isAllowed) return;
    const times = { requestedAtMs: this.nowMs, receivedAtMs: this.nowMs };
    this.kept = [...this.kept, { request, response, ...times, body: answer.body }];
  }

  private drop(url: string): void {
    this.kept = this.kept.filter((each) => primaryKey(each.request.url) !== primaryKey(url));
  }
}
