import { z } from 'zod';
import { parseDuration, parseSize } from '../../model/units.ts';

/** Never begins with the value: it may be a secret. */
export const secretRefError = 'must be a reference, env:NAME or file:path, never the secret itself.';

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?';
const hostPattern = new RegExp(`^(?=.{1,253}$)(?:${label}\\.)*${label}$`);
const matching = (pattern: RegExp, error: string) => z.string().max(2_000).regex(pattern, { error });

export const text = z.string().min(1).max(2_000);
export const shortText = z.string().min(1).max(200);

/** Lower-case words with hyphens: how things of the manifest name each other. */
export const id = matching(
  /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/,
  'is not an id. Use small letters, digits and hyphens, like order-mail.',
);

/** RFC 1123 section 2.1 host name as A-labels; underscores pass, service names use them. */
export const hostName = matching(
  hostPattern,
  'is not a host name. Write it in small letters without https:// and without a path, like app.example.com.',
);

export const mailAddress = matching(
  /^[^\s@<>"]{1,64}@[^\s@<>"]{1,253}$/,
  'is not a mail address. Write it like hello@example.com.',
);

export const secretRef = matching(
  /^(?:env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:[^\s].{0,500})$/,
  secretRefError,
);

/** `https://...` or a path that begins with a slash; may carry `${...}`. */
export const address = matching(
  /^(?:https?:\/\/[^\s/?#]+[^\s]*|\/[^\s]*)$/,
  'is not an address. Use https://... or a path that begins with a slash.',
);
/** The same in a journey, where a value saved before (`${orderUrl}`) may be the whole of it or its beginning. */
export const journeyAddress = matching(
  /^(?:https?:\/\/[^\s/?#]+[^\s]*|\/[^\s]*|\$\{[^\s}]+\}[^\s]*)$/,
  'is not an address. Use https://... or a path that begins with a slash.',
);
export const absoluteUrl = matching(
  /^https?:\/\/[^\s/?#]+[^\s]*$/,
  'is not an address. Write it with https://.',
);

export const envName = matching(
  /^[A-Za-z_][A-Za-z0-9_]{0,127}$/,
  'is not a name of an environment variable. Use letters, digits and underscores.',
);

export const isoDate = matching(/^\d{4}-\d{2}-\d{2}$/, 'is not a date. Write it like 2027-01-31.').refine(
  isRealDate,
  {
    error: 'is not a day of the calendar.',
  },
);

function isRealDate(value: string): boolean {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

/** Parses to milliseconds. */
export const duration = (minimum: string, maximum: string) => {
  const error = `is not a length of time from ${minimum} to ${maximum}. Write it like 500ms, 30s, 5m or 2h.`;
  return z
    .string({ error })
    .max(40)
    .refine((value) => isWithin(parseDuration(value), parseDuration(minimum), parseDuration(maximum)), {
      error,
    })
    .transform((value) => parseDuration(value) ?? 0);
};

/** Parses to bytes. */
export const size = (maximum: string) => {
  const error = `is not a size up to ${maximum}. Write it like 800B, 200kB or 1.5MB.`;
  return z
    .string({ error })
    .max(40)
    .refine((value) => isWithin(parseSize(value), 0, parseSize(maximum)), { error })
    .transform((value) => parseSize(value) ?? 0);
};

const isWithin = (value: number | null, minimum: number | null, maximum: number | null): boolean =>
  value !== null && value >= (minimum ?? 0) && value <= (maximum ?? 0);

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** `POST /api/signup`, or an address alone for GET. */
export const methodAndAddress = matching(
  new RegExp(`^(?:(?:${methods.join('|')}) +)?(?:https?://[^\\s/?#]+[^\\s]*|/[^\\s]*)$`),
  'is not a method and an address. Write it like POST /api/signup, or /api/health for GET.',
);

/** The same in a journey. */
export const methodAndJourneyAddress = matching(
  new RegExp(
    `^(?:(?:${methods.join('|')}) +)?(?:https?://[^\\s/?#]+[^\\s]*|/[^\\s]*|\\$\\{[^\\s}]+\\}[^\\s]*)$`,
  ),
  'is not a method and an address. Write it like POST /api/signup, or /api/health for GET.',
);

/** A port of TCP. */
export const port = z.int().min(1).max(65_535);
