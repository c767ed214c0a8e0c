import { OtlpError } from './error.ts';
import { messages } from './messages.ts';
import type { Field, Message } from './schema.ts';

export const otlpLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 64, maxValues: 1_000_000 } as const;

/** What may still be read of one request. */
export class Budget {
  #values = otlpLimits.maxValues;

  take(depth: number): void {
    this.#values -= 1;
    if (this.#values < 0)
      throw new OtlpError('too-big', `more than ${otlpLimits.maxValues} values in one request`);
    if (depth > otlpLimits.maxDepth)
      throw new OtlpError('too-big', `values nested more than ${otlpLimits.maxDepth} levels deep`);
  }
}

export function messageNamed(name: string): Message {
  const found = messages[name];
  if (found === undefined) throw new Error(`no message ${name} in the table`);
  return found;
}

export type Plain = string | number | boolean | readonly Plain[] | PlainMessage;
export interface PlainMessage {
  readonly [name: string]: Plain;
}

/** Both forms leave out what is the default, as proto3 does, so that they give the same value. */
export function isKept({ isRepeated, hasPresence }: Field, value: Plain): boolean {
  if (isRepeated) return Array.isArray(value) && value.length > 0;
  return hasPresence || (value !== '' && value !== 0 && value !== '0' && value !== false);
}

/** proto3 JSON writes what JSON has no number for as text. */
export const plainDouble = (value: number): number | string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? 0 : value) : String(value);
