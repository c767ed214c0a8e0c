import type { Json } from '../model/json.ts';
import type { Trouble } from './trouble.ts';
import { ownTrouble } from './trouble.ts';

export type Expanded<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

/** Gives the value of `${name}`, or null when there is none. */
export type Lookup = (name: string) => string | null;

const pattern = /\$\{([^}]{1,200})\}/g;
/** A value put into itself over and over must not eat the memory. */
const maxLength = 1_000_000;

/** Every `${name}` replaced; a name without a value is our own trouble. */
export function expandText(text: string, lookup: Lookup): Expanded<string> {
  let missing: string | null = null;
  const value = text.replaceAll(pattern, (_all, name: string) => {
    const found = lookup(name);
    if (found === null) missing ??= name;
    return found ?? '';
  });
  if (missing !== null) return { ok: false, trouble: missingValue(missing) };
  return { ok: true, value: value.slice(0, maxLength) };
}

/** The same in every text of a JSON value; keys stay. */
export function expandJson(value: Json, lookup: Lookup): Expanded<Json> {
  let failed: Trouble | null = null;
  const walk = (each: Json): Json => {
    if (typeof each === 'string') {
      const text = expandText(each, lookup);
      if (text.ok) return text.value;
      failed ??= text.trouble;
      return each;
    }
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, child]) => [key, walk(child as Json)]));
  };
  const walked = walk(value);
  return failed === null ? { ok: true, value: walked } : { ok: false, trouble: failed };
}

function missingValue(name: string): Trouble {
  if (name.startsWith('env:'))
    return ownTrouble('env-missing', `The variable ${name.slice(4)} is not set on this machine`);
  if (name === 'email' || name.startsWith('inbox.'))
    return ownTrouble('inbox-missing', `There is no inbox for \${${name}}: declare one below mail.inboxes`);
  return ownTrouble('value-missing', `\${${name}} was not saved by an earlier step`);
}
