import { redactedSetCookie } from './cookies/redacted-cookie.ts';
import type { Fields } from './fields.ts';

const maxFields = 80;
const maxValue = 4000;

/** Response fields as facts keep them: bounded, values of cookies left out. */
export const keptFields = (fields: Fields): [string, string][] =>
  fields
    .slice(0, maxFields)
    .map(([name, value]) => [
      name.slice(0, 100),
      name === 'set-cookie' ? redactedSetCookie(value) : value.slice(0, maxValue),
    ]);
