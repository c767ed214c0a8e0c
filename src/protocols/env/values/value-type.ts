import type { EnvVariable } from '../inventory.ts';

/** Why a value is not of the type the code wants; null when it fits, or when it is a reference to be filled in. */
export function typeProblem(
  value: string,
  { type, choices, name }: Pick<EnvVariable, 'type' | 'choices' | 'name'>,
): string | null {
  const plain = value.trim();
  if (/\$\{|\$[A-Z_]{2,}|\{\{/.test(plain)) return null;
  switch (type) {
    case 'number':
      return Number.isFinite(Number(plain)) ? null : 'it is no number';
    case 'integer':
      return /^-?\d{1,20}$/.test(plain) ? null : 'it is no whole number';
    case 'port':
      return /^\d{1,5}$/.test(plain) && Number(plain) <= 65_535 ? null : 'it is no port';
    case 'boolean':
      return /^(?:true|false|1|0|yes|no|on|off|t|f|y|n|enabled|disabled)$/i.test(plain)
        ? null
        : 'it is neither true nor false';
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain.replace(/^.*<([^<>]+)>$/, '$1'))
        ? null
        : 'it is no mail address';
    case 'json':
      return isJson(plain) ? null : 'it is no JSON';
    case 'choice':
      return choices.length === 0 || choices.includes(plain)
        ? null
        : `it is none of ${choices.slice(0, 8).join(', ')}`;
    case 'url':
      return urlProblem(plain, name);
    case 'text':
      return null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Data source names of Go and SQLAlchemy, and lists, are addresses of their own kind. */
function urlProblem(value: string, name: string): string | null {
  if (/DSN$/i.test(name) || value.includes(',') || value.startsWith('/')) return null;
  const spaced = /\s/.test(value);
  if (spaced && /\b(?:host|dbname|user)=/.test(value)) return null;
  if (spaced) return 'it has a space in it, which no address has';
  if (/^[a-z][a-z0-9+.-]*:/i.test(value))
    return URL.canParse(value) ||
      /:\/\/[^\s/]+/.test(value) ||
      /^(?:sqlite|file|mailto|jdbc|redis|memory|locmem)/i.test(value)
      ? null
      : 'it is no address';
  return /_(?:URL|URI)$/i.test(name) || name === 'URL' ? 'it lacks its scheme, like https://' : null;
}
