import type { UnixMs } from './brand.ts';
import type { Json } from './json.ts';
import type { ManifestInbox } from './manifest.ts';
import type { Result } from './outside.ts';

/**
 * The steps of a journey, a closed union. Text fields may carry `${...}`:
 * - `${run}` an id of this run, `${email}` a fresh address at the first inbox, `${inbox.<id>}` a fresh address at that inbox
 * - `${day}` a day in the coming year, another one in each run (`2027-04-01`)
 * - `${env:NAME}` an environment variable of the machine that runs the journey (never stored)
 * - `${name}` a value saved by an earlier step
 * Paths in `open` and `browser`, and of requests that send a form, are on the canonical host; all others on the api host when
 * there is one. A form gets the hidden fields (CSRF tokens) of the form of the page seen last that leads to the same address.
 */
export type JourneyStep =
  | OpenStep
  | RequestStep
  | WaitStep
  | BrowserStep
  | MailStep
  | WebhookStep
  | UploadStep;
export type JourneyStepKind = JourneyStep['kind'];

interface StepBase {
  readonly name: string;
  /** The whole step, retries and waiting included. */
  readonly timeoutMs: number;
}

/** A visitor opens a page: GET, redirects followed, cookies kept for the whole journey. */
export interface OpenStep extends StepBase {
  readonly kind: 'open';
  readonly url: string;
  readonly expect: ResponseExpectation;
  readonly save: readonly SavedValue[];
}

/** One HTTP request; redirects are not followed. */
export interface RequestStep extends StepBase {
  readonly kind: 'request';
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: StepBody | null;
  readonly expect: ResponseExpectation;
  readonly save: readonly SavedValue[];
}

/** Asks again every `everyMs` until the expectation holds or the step's time is over. There is no plain sleep. */
export interface WaitStep extends StepBase {
  readonly kind: 'wait';
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly everyMs: number;
  readonly expect: ResponseExpectation;
  readonly save: readonly SavedValue[];
}

export interface BrowserStep extends StepBase {
  readonly kind: 'browser';
  readonly device: 'phone' | 'desktop';
  readonly actions: readonly BrowserAction[];
}

/** Waits for a message that fits everything given. */
export interface MailStep extends StepBase {
  readonly kind: 'mail';
  /** Inbox id; null: the first one declared. */
  readonly inbox: string | null;
  /** Recipient; null: any. */
  readonly to: string | null;
  readonly from: string | null;
  /** Part of the subject, upper and lower case alike; null: any. */
  readonly subject: string | null;
  readonly withinMs: number;
  /** Texts the message must contain. */
  readonly text: readonly string[];
  /** Part of the link's text or address; the link is opened and must answer 2xx at the end. */
  readonly follow: string | null;
  readonly save: readonly SavedValue[];
}

/** A signed event, as the provider would send it. */
export interface WebhookStep extends StepBase {
  readonly kind: 'webhook';
  readonly url: string;
  readonly provider: WebhookProvider;
  readonly event: string;
  readonly payload: Json;
  /** SecretRef text of the signing key. */
  readonly secret: string;
  /** Name of the signature's header where it is not the provider's own. */
  readonly header?: string | null;
  readonly expect: ResponseExpectation;
}

export interface UploadStep extends StepBase {
  readonly kind: 'upload';
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the multipart field (RFC 7578). */
  readonly field: string;
  /** A file beside the manifest, or bytes made up on the spot. */
  readonly content: { readonly file: string } | { readonly sizeBytes: number };
  readonly contentType: string;
  readonly expect: ResponseExpectation;
  readonly save: readonly SavedValue[];
}

/**
 * `standard`: Standard Webhooks; `hmac`: hexadecimal HMAC-SHA-256 of the body; `hmac-timestamp`: `t=seconds,v1=` HMAC-SHA-256 of
 * `seconds.body`. The last two send the payload as it is.
 */
export const webhookProviders = [
  'stripe',
  'paddle',
  'lemonsqueezy',
  'shopify',
  'svix',
  'github',
  'standard',
  'hmac',
  'hmac-timestamp',
] as const;
export type WebhookProvider = (typeof webhookProviders)[number];

export type StepBody =
  | { readonly kind: 'json'; readonly value: Json }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'text'; readonly text: string; readonly contentType: string };

/** Everything given must hold. */
export interface ResponseExpectation {
  /** Empty: any 2xx. */
  readonly status: readonly number[];
  /** Header name in lower case to a part of its value. */
  readonly headers: Readonly<Record<string, string>>;
  /** Path (`items.0.id`) to the value found there. */
  readonly json: Readonly<Record<string, Json>>;
  readonly text: readonly string[];
  readonly absentText: readonly string[];
  /** Part of the final address. */
  readonly url: string | null;
  readonly withinMs: number | null;
}

/**
 * Where a value is taken from. `json`: path; `header`, `cookie`, `query` (of the final address): name;
 * `text`: regular expression, first group or whole match; `link`: part of a link's text or address; `html`: CSS selector, its text,
 * or with `@name` at the end that attribute (`input[name=token]@value`).
 */
export interface SavedValue {
  readonly name: string;
  readonly from: 'json' | 'header' | 'cookie' | 'query' | 'text' | 'link' | 'html';
  readonly at: string;
}

/** Selectors are CSS, or `text=`, `label=`, `role=button[name="Buy"]`. */
export type BrowserAction =
  | { readonly kind: 'goto'; readonly url: string }
  | { readonly kind: 'fill' | 'select'; readonly selector: string; readonly value: string }
  | { readonly kind: 'click' | 'check'; readonly selector: string }
  | { readonly kind: 'press'; readonly key: string }
  | {
      readonly kind: 'expect';
      readonly url: string | null;
      readonly title: string | null;
      readonly text: readonly string[];
      readonly absentText: readonly string[];
      readonly visible: readonly string[];
    }
  | { readonly kind: 'save'; readonly name: string; readonly selector: string }
  | { readonly kind: 'screenshot'; readonly name: string };

/** A message a journey waits for; everything given must fit. */
export interface MailWish {
  readonly inbox: ManifestInbox;
  /** Recipient in lower case; null: any. */
  readonly to: string | null;
  /** Part of the From field, upper and lower case alike; null: any. */
  readonly from: string | null;
  /** Part of the subject, upper and lower case alike; null: any. */
  readonly subject: string | null;
  /** Older messages do not count. */
  readonly since: UnixMs;
}
export interface ArrivedMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** Plain text; empty when the message has only HTML. */
  readonly text: string;
  readonly html: string;
  readonly receivedAt: UnixMs;
}
/** Where a journey's mails arrive: a sink of ours, a test inbox over IMAP. World errors are values. */
export interface MailWaiter {
  /** Null when nothing fitting arrived in time. */
  wait(
    wish: MailWish,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<Result<ArrivedMail | null>>;
}
