import type { Json } from '../model/json.ts';
import type { Clock } from '../model/outside.ts';
import { redactSecrets } from '../protocols/secrets/redact.ts';

/** One JSON line for each event, to whoever collects the server's stderr. */
export type Log = (event: string, fields?: Readonly<Record<string, Json>>) => void;

const secretName = /pass(?:word|phrase)?$|secret|token|authorization|cookie|invite|credential|api_?key/i;
const maxText = 2_000;

/** Redacted by key and by the form of the value: a token that strays into a message is not kept. */
export function createLog(write: (line: string) => void, clock: Pick<Clock, 'now'>): Log {
  return (event, fields = {}) => {
    const at = new Date(clock.now()).toISOString();
    write(`${JSON.stringify({ at, event, ...withoutSecrets(fields) })}\n`);
  };
}

const withoutSecrets = (fields: Readonly<Record<string, Json>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) && value !== null ? '[redacted]' : cleaned(value),
    ]),
  );

function cleaned(value: Json): Json {
  if (typeof value === 'string') return redactedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, 50).map(cleaned);
  return withoutSecrets(value as Readonly<Record<string, Json>>);
}

/** Our own secrets have a form of their own; passwords in addresses have a place of their own. */
export const redactedText = (text: string): string =>
  redactSecrets(
    text
      .slice(0, maxText)
      .replace(/lr_[a-z]+_[\w-]{20,}/g, (secret) => `${secret.split('_').slice(0, 2).join('_')}_[redacted]`)
      .replace(/(\/\/[^\s/:@]*:)[^\s@/]+@/g, '$1[redacted]@'),
  );
