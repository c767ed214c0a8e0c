/** Category of the rate-limit header an item counts against. */
export type SentryCategory =
  | 'error'
  | 'transaction'
  | 'span'
  | 'session'
  | 'attachment'
  | 'monitor'
  | 'feedback'
  | 'log_item'
  | 'trace_metric'
  | 'replay'
  | 'profile'
  | 'security'
  | 'internal'
  | 'metric_bucket';

export interface ItemType {
  readonly category: SentryCategory;
  readonly payload: 'json' | 'text' | 'binary';
  readonly maxBytes: number;
}

const kib = 1024;
const mib = 1024 * kib;
const json = (category: SentryCategory, maxBytes: number): ItemType => ({
  category,
  payload: 'json',
  maxBytes,
});

/** Item types we read; others are skipped and counted, as the protocol asks. */
export const itemTypes: Readonly<Record<string, ItemType>> = {
  event: json('error', mib),
  transaction: json('transaction', mib),
  span: json('span', 5 * mib),
  session: json('session', 100 * kib),
  sessions: json('session', mib),
  attachment: { category: 'attachment', payload: 'binary', maxBytes: 20 * mib },
  check_in: json('monitor', 100 * kib),
  client_report: json('internal', 100 * kib),
  feedback: json('feedback', mib),
  user_report: json('feedback', 100 * kib),
  log: json('log_item', 5 * mib),
  trace_metric: json('trace_metric', 5 * mib),
  statsd: { category: 'metric_bucket', payload: 'text', maxBytes: mib },
  metric_meta: json('metric_bucket', mib),
  raw_security: json('security', 100 * kib),
  replay_event: json('replay', mib),
  replay_recording: { category: 'replay', payload: 'binary', maxBytes: 20 * mib },
  profile: json('profile', 10 * mib),
  profile_chunk: json('profile', 10 * mib),
};
export const isKnownItemType = (type: string): boolean => Object.hasOwn(itemTypes, type);
