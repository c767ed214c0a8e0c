import { fieldValues } from '../http/fields.ts';
import type { Fields } from '../http/fields.ts';

/** What an answer in a row of equal requests says about a limit. */
export type LimitSign = 'limited' | 'challenged' | 'announced' | 'none';

const announcing = /^(?:ratelimit|ratelimit-limit|ratelimit-policy|x-ratelimit-limit|x-rate-limit-limit)$/;
const puzzle = /g-recaptcha|hcaptcha\.com|cf-turnstile|challenges\.cloudflare\.com|captcha/i;
const words =
  /too many (?:requests|attempts|tries|login)|rate.?limit|try again (?:in|later)|temporarily (?:locked|blocked)|account (?:is )?locked/i;

/** 429 (RFC 6585 section 4), a lock, a puzzle that was not there at first, or fields that announce a limit. */
export function limitSign(status: number, fields: Fields, body: string): LimitSign {
  if (status === 429 || status === 423) return 'limited';
  if (
    (status === 403 || status === 503 || status === 400 || status === 401) &&
    words.test(body.slice(0, 20_000))
  )
    return 'limited';
  if (status === 503 && fieldValues(fields, 'retry-after').length > 0) return 'limited';
  if (puzzle.test(body.slice(0, 100_000))) return 'challenged';
  return fields.some(([name]) => announcing.test(name)) ? 'announced' : 'none';
}

export type DoorKind = 'login' | 'sign-up';

const signUp = /sign-?up|register|registration|join|create-?account|waitlist|subscribe|invite/i;
const login = /log-?in|sign-?in|session|auth(?!or)|token/i;

/** Whether an address is where people log in or sign up; null for neither. */
export const doorKind = (url: string): DoorKind | null => {
  const { pathname } = new URL(url);
  return signUp.test(pathname) ? 'sign-up' : login.test(pathname) ? 'login' : null;
};
