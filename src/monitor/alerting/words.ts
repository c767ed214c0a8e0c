import type { UnixMs } from '../../model/brand.ts';
import type { Alert, CauseKind } from '../../model/monitor.ts';
import { oneLine } from '../probing/sample.ts';

/** How causes are named to people. */
export const causeNames: Readonly<Record<CauseKind, string>> = {
  dns: 'DNS',
  tls: 'the certificate',
  edge: 'the edge (CDN)',
  origin: 'the origin server',
  database: 'the database',
  'third-party': 'a third party',
  deploy: 'the last deploy',
  mail: 'mail delivery',
  'own-network': 'our own network',
  unclear: 'unclear',
};

/** `10:02 UTC`, or with its day when that is not the day of `now`. */
export function timeText(at: UnixMs, now: UnixMs): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const isToday = new Date(now).toISOString().startsWith(day);
  return `${isToday ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}

/** `3 min`, `2 h 5 min`, `4 days`. */
export function lengthText(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 2880) return `${Math.round(minutes / 1440)} days`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** The six answers of the midnight page, each one line of plain text without control characters. */
export interface Page {
  readonly what: string;
  readonly since: string;
  readonly cause: string | null;
  readonly changed: string | null;
  readonly first: string | null;
  readonly url: string;
  readonly facts: readonly string[];
}

const maxLine = 240;
const maxFacts = 3;

export function pageOf(alert: Alert): Page {
  const isOver = alert.kind === 'resolved';
  const lasted = lengthText(alert.at - alert.since);
  const from = timeText(alert.since, alert.at);
  return {
    what: oneLine(alert.title, maxLine),
    since: isOver ? `It lasted ${lasted}, from ${from}` : `Since ${from} (${lasted})`,
    cause: alert.cause === null ? null : causeLine(alert.cause, isOver),
    changed: alert.lastChange === null ? null : `Last change: ${oneLine(alert.lastChange, maxLine)}`,
    first: isOver || alert.firstStep === '' ? null : `Try first: ${oneLine(alert.firstStep, maxLine)}`,
    url: /^https?:\/\/[^\s<>"]+$/.test(alert.url) ? alert.url : '',
    facts: alert.facts.slice(0, maxFacts).map((fact) => oneLine(fact, maxLine)),
  };
}

function causeLine(cause: NonNullable<Alert['cause']>, isOver: boolean): string {
  const because = oneLine(cause.because, maxLine);
  if (cause.kind === 'unclear') return `Cause unclear: ${because}`;
  const sure = `${Math.round(cause.confidence * 100)} % sure`;
  return `${isOver ? 'Cause' : 'Likely cause'}: ${causeNames[cause.kind]}, ${sure}. ${because}`;
}

/** The page as lines; what is not known is left out. */
export const pageLines = (page: Page): readonly string[] =>
  [page.what, ...page.facts, page.since, page.cause, page.changed, page.first, page.url].filter(
    (line): line is string => line !== null && line !== '',
  );

export const kindWords: Readonly<Record<Alert['kind'], string>> = {
  opened: 'DOWN',
  reminder: 'STILL DOWN',
  escalated: 'NOBODY ON IT',
  resolved: 'OK AGAIN',
  test: 'TEST',
  'error-group': 'ERRORS',
  deploy: 'DEPLOY',
};

/** `[DOWN]`, and `[WARNING]` for what is not an outage. */
export const tagOf = (alert: Alert): string =>
  alert.kind === 'opened' && alert.severity !== 'critical' ? 'WARNING' : kindWords[alert.kind];
