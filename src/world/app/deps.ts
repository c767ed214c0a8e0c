import { randomBytes } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import type { SendMail } from '../mail/sender.ts';
import type { AppPlan, MailSenderPlan } from '../plan.ts';
import type { WorldClient } from '../services/world-client.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Store } from './store.ts';

/** Everything the marketplace needs from outside itself. */
export interface AppDeps {
  readonly plan: AppPlan;
  readonly sender: MailSenderPlan;
  readonly domain: string;
  readonly store: Store;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
  readonly send: SendMail;
  readonly client: WorldClient;
  readonly webhookSecret: string;
  readonly limit: RateLimit;
  /** Whoever is told what broke: an error-tracking client, where the shop has one. */
  readonly tell?: (error: Error) => void;
  /** The shop's log, where somebody reads it. */
  readonly log?: (line: ShopLine) => void;
}

/** One line of the shop's log. */
export interface ShopLine {
  readonly level: 'info' | 'warning' | 'error';
  /** Who says it: `account`. */
  readonly logger: string;
  readonly text: string;
}

/** An unguessable text for links, sessions and orders. */
export const freshToken = (): string => randomBytes(18).toString('base64url');

export const apiOrigin = (deps: AppDeps): string => `https://api.${deps.domain}`;
export const checkoutOrigin = (deps: AppDeps): string => `https://checkout.${deps.domain}`;
