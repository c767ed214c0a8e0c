import { nameText } from './origin.ts';
import { queryTemplate } from './query-template.ts';
import { routeNameOf } from './route-name.ts';
import type { InsideSpan } from './span.ts';

/** What a span is to the person who asks where the time went. */
export type Work =
  | { readonly kind: 'request'; readonly name: string; readonly status: number | null }
  /** A query of a database; the name is its template. */
  | { readonly kind: 'query'; readonly name: string; readonly system: string }
  /** A call to another host; the name is the host. */
  | { readonly kind: 'call'; readonly name: string; readonly status: number | null }
  | { readonly kind: 'other'; readonly name: string };

/** OpenTelemetry semantic conventions 1.23 and later, and the names used before. */
export function workOf(span: InsideSpan): Work {
  const { attributes, kind, name } = span;
  const status = statusOf(span);
  if (kind === 'server') return { kind: 'request', name: routeNameOf(span), status };
  const system = nameText(attributes['db.system.name'] ?? attributes['db.system'], 40);
  if (system !== '') return { kind: 'query', name: queryName(span), system };
  const host = hostOf(span);
  if (kind === 'client' && host !== '' && attributes['messaging.system'] === undefined)
    return { kind: 'call', name: host, status };
  return { kind: 'other', name };
}

function statusOf({ attributes }: InsideSpan): number | null {
  const status = Number(
    attributes['http.response.status_code'] ?? attributes['http.status_code'] ?? Number.NaN,
  );
  return Number.isInteger(status) ? status : null;
}

function queryName({ attributes, name }: InsideSpan): string {
  const text = attributes['db.query.text'] ?? attributes['db.statement'] ?? attributes['db.query.summary'];
  return typeof text === 'string' && text !== '' ? queryTemplate(text) : queryTemplate(name);
}

function hostOf({ attributes }: InsideSpan): string {
  const url = attributes['url.full'] ?? attributes['http.url'];
  if (typeof url === 'string' && URL.canParse(url)) return new URL(url).hostname;
  return nameText(
    attributes['server.address'] ??
      attributes['net.peer.name'] ??
      attributes['http.host'] ??
      attributes['peer.service'],
    120,
  ).toLowerCase();
}

/** A request fails by its answer; a refusal of what was asked (4xx) is no fault of the server's. */
export function hasFailed(span: InsideSpan, work: Work): boolean {
  if (work.kind === 'request') return work.status === null ? span.isFailed : work.status >= 500;
  if (work.kind === 'call') return span.isFailed || (work.status ?? 0) >= 500 || work.status === 429;
  return span.isFailed;
}
