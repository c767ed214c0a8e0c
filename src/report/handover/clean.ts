import { findPersonal, type PersonalMatch } from '../../protocols/logs/personal.ts';
import { redactSecrets } from '../../protocols/secrets/redact.ts';

/** Mail addresses of any form, roles and foreign letters included: the domain stays, the name does not. */
const withoutNames = (text: string): string =>
  text.replace(/[\p{L}\p{N}._%+-]{1,64}@(?=[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,})/gu, '…@');

/** Serials and dates of records look like telephone numbers; with a plus before it, nothing else does. */
const isNumber = (text: string, { kind, start }: PersonalMatch): boolean =>
  kind === 'phone number' ? text[start] === '+' : kind !== 'mail address';

function withoutNumbers(text: string, isPhoneKept: boolean): string {
  const found = findPersonal(text).filter(
    (match) => isNumber(text, match) && !(isPhoneKept && match.kind === 'phone number'),
  );
  return found.reduceRight(
    (rest, { kind, start, end }) => `${rest.slice(0, start)}[${kind}]${rest.slice(end)}`,
    text,
  );
}

/** A text as it may leave the house: the pack goes to more hands than the product's own files do. */
export const clean = (text: string, isPhoneKept = false): string =>
  withoutNames(withoutNumbers(redactSecrets(text), isPhoneKept));

/** Every text of a value cleaned, however deep; names of fields are ours. Telephone numbers stay where `keepsPhones` says so. */
export function cleaned<T>(value: T, keepsPhones: (value: object) => boolean = () => false): T {
  const visit = (each: unknown, isPhoneKept: boolean): unknown => {
    if (typeof each === 'string') return clean(each, isPhoneKept);
    if (typeof each !== 'object' || each === null) return each;
    const isKept = isPhoneKept || keepsPhones(each);
    if (Array.isArray(each)) return each.map((one: unknown) => visit(one, isKept));
    return Object.fromEntries(Object.entries(each).map(([name, one]) => [name, visit(one, isKept)]));
  };
  // Guarantee: texts become texts, everything else keeps its shape.
  return visit(value, false) as T;
}
