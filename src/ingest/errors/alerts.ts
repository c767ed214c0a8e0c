import type { EventGroup } from '../../model/store.ts';
import type { Alert, AlertSeverity } from '../../model/monitor.ts';
import type { UnixMs } from '../../model/brand.ts';
import { countDistinct } from '../../protocols/sketch/distinct.ts';
import { detailOf } from './group.ts';

/** Why somebody is told about a group of errors. */
export type ErrorNews = 'new' | 'regressed' | 'awake' | 'frequent' | 'payment';

/** A webhook of a payment provider, or of the product's own payments, in whatever order the words come. */
const payment =
  /stripe|paypal|adyen|mollie|braintree|klarna|paddle|square|checkout|payment|billing|invoice|charge/i;
const webhook = /webhook|web-hook|\bhooks?\b|callback|\bipn\b|notification/i;

/** Money was taken and the product does not know it, or the other way round: told whatever the level. */
export function isPaymentWebhook(group: Pick<EventGroup, 'title' | 'culprit' | 'detail'>): boolean {
  const { routes } = detailOf(group);
  const texts = [group.title, group.culprit, ...routes.map(({ name }) => name)];
  return texts.some((text) => payment.test(text) && webhook.test(text));
}

/** Somebody is told about errors in production; whatever else is said is looked at on the page. */
export function isWorthTelling(group: EventGroup): boolean {
  const { level, environments } = detailOf(group);
  return (level === 'error' || level === 'fatal') && environments.some(({ name }) => isProduction(name));
}
export const isProduction = (environment: string): boolean => /^prod(?:uction)?$|^live$/i.test(environment);

export function newsOf(before: EventGroup['status'] | null, group: EventGroup): ErrorNews | null {
  if (before === null) return isPaymentWebhook(group) ? 'payment' : 'new';
  if (before === 'resolved' && group.status === 'regressed') return 'regressed';
  return before === 'ignored' && group.status === 'open' ? 'awake' : null;
}

export interface AlertWords {
  readonly now: UnixMs;
  readonly publicUrl: string;
  /** `deploy 1.4.2`, when there was one shortly before. */
  readonly lastChange: string | null;
  /** Makes the key of what may be told again: the hour of a flood, the moment of a regression. */
  readonly turn: string;
  /** For what is frequent: `312 in 5 minutes, usually 4`. */
  readonly rate: string | null;
}

const titles: Readonly<Record<ErrorNews, string>> = {
  new: 'New error',
  regressed: 'An error is back after it was resolved',
  awake: 'An ignored error goes on',
  frequent: 'An error comes far more often',
  payment: 'A payment webhook fails',
};
const steps: Readonly<Record<ErrorNews, string>> = {
  new: 'open it: the stack trace names file and line',
  regressed: 'compare the release it came back in with the one that resolved it',
  awake: 'open it and decide: assign it or ignore it again',
  frequent: 'look at what changed when it began',
  payment: 'see which deliveries the provider will repeat, and replay those it gave up',
};

export function errorAlert(group: EventGroup, news: ErrorNews, words: AlertWords): Alert {
  const detail = detailOf(group);
  const users = countDistinct(detail.users);
  return {
    key: `error-${group.id}:${news}${words.turn === '' ? '' : `-${words.turn}`}`,
    kind: 'error-group',
    severity: severityOf(group, news),
    title: `${titles[news]}: ${group.title}`,
    since: news === 'new' || news === 'payment' ? group.firstSeen : words.now,
    at: words.now,
    cause: null,
    lastChange: words.lastChange,
    firstStep: steps[news],
    url: `${words.publicUrl}/errors/${encodeURIComponent(group.id)}`,
    facts: [
      words.rate ??
        `${group.count} ${group.count === 1 ? 'time' : 'times'}, ${users} ${users === 1 ? 'user' : 'users'}`,
      `in ${group.culprit || 'an unknown place'}${detail.routes[0] === undefined ? '' : `, at ${detail.routes[0].name}`}`,
      ...(group.release === null ? [] : [`release ${group.release}`]),
    ],
  };
}

function severityOf(group: EventGroup, news: ErrorNews): AlertSeverity {
  if (news === 'payment' || isPaymentWebhook(group)) return 'critical';
  return detailOf(group).level === 'fatal' ? 'critical' : 'warning';
}

export interface FrequencyFigures {
  /** Events of the last five minutes. */
  readonly recent: number;
  /** Of a usual five minutes of the day before. */
  readonly usual: number;
  readonly ageMs: number;
}

const leastEvents = 25;
/** Of an error that is new, and was told as such. */
const leastOfNew = 100;
const newMs = 3_600_000;
const factor = 5;

/** Far more than usual, and enough of it to be no chance. */
export const isFrequent = ({ recent, usual, ageMs }: FrequencyFigures): boolean =>
  recent >= (ageMs < newMs ? leastOfNew : leastEvents) && recent >= usual * factor;
