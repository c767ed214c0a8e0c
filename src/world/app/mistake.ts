import type { PlanEditor } from '../plan-editor.ts';

/** Bugs of a release that no look from outside finds: pages come, or fail for some, and the shop itself knows why. */
export type AppMistake =
  | 'asks-for-each-listing'
  | 'checkout-button-lost'
  | 'logs-addresses'
  | 'logs-no-request-ids'
  | 'logs-webhook-secret'
  | 'order-lines-renamed'
  | 'webhook-reshaped';

/** One way to break the shop inside. */
export interface InsideFault {
  readonly title: string;
  readonly requirements: readonly string[];
  readonly breaks: (world: PlanEditor) => PlanEditor;
}

const mistake = (name: AppMistake, title: string, ...requirements: readonly string[]): InsideFault => ({
  title,
  requirements,
  breaks: (world) => world.app({ mistakes: [name] }),
});

export const insideFaults = {
  'order page fails': mistake(
    'order-lines-renamed',
    'A release reads the lines of an order under a name they do not have',
    'MON-6',
  ),
  'loop of queries': mistake(
    'asks-for-each-listing',
    'A release asks the database for each listing by itself',
    'MON-7',
    'PERF-3',
  ),
  'slow payment': {
    title: 'The payment provider takes 2.4 seconds, and the shop waits for it',
    requirements: ['MON-7', 'PERF-5'],
    breaks: (world) => world.payment({ delayMs: 2_400 }).app({ waitsForPayment: true }),
  },
  'webhook fails': mistake(
    'webhook-reshaped',
    'A release expects webhooks of the payment provider in another shape',
    'MON-6',
  ),
  'log leaks': mistake('logs-addresses', 'A release writes mail addresses into its log', 'MON-8', 'AUD-8'),
  'orders stop': mistake(
    'checkout-button-lost',
    'A release leaves out the form that leads from the cart to the order: nothing fails, nobody buys',
    'MON-5',
  ),
} as const satisfies Readonly<Record<string, InsideFault>>;
export type InsideFaultName = keyof typeof insideFaults;
