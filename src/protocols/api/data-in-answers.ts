/** Names of fields no answer to a stranger needs, whoever asks. */
const secretField =
  /^(?:pass(?:word|wd|_?hash)?|password_?(?:hash|digest|salt)|hashed_?password|salt|ssn|iban|card_?number|cvv|cvc|secret|client_?secret|api_?(?:key|secret)|private_?key|access_?token|refresh_?token|reset_?token|otp|totp_?secret|two_?factor_?secret|stripe_?customer(?:_?id)?)$/i;
/** Fields that belong to a person; a few are fine in a profile, many are a list of customers. */
const personalField =
  /^(?:e_?mail|email_?address|phone(?:_?number)?|mobile|birth_?date|date_?of_?birth|street|address_?line_?\d?|ip_?address)$/i;
const maxNodes = 20_000;

export interface AnswerData {
  /** Names of fields that hold secrets and have a value. */
  readonly secretFields: readonly string[];
  /** How many values of personal fields there are, by name. */
  readonly personal: Readonly<Record<string, number>>;
}

/** What a JSON answer holds that strangers should not get: names and counts, never values. Null when it is no JSON. */
export function dataInAnswer(body: string): AnswerData | null {
  const root = parsed(body);
  if (root === undefined) return null;
  const secrets = new Set<string>();
  const personal: Record<string, number> = {};
  const waiting: unknown[] = [root];
  for (let visited = 0; waiting.length > 0 && visited < maxNodes; visited += 1) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'object') waiting.push(inner);
      else if (isFilled(inner) && secretField.test(name)) secrets.add(name.slice(0, 40));
      else if (isFilled(inner) && personalField.test(name)) {
        const key = name.slice(0, 40);
        personal[key] = (personal[key] ?? 0) + 1;
      }
    }
  }
  return { secretFields: [...secrets].slice(0, 10), personal };
}

const isFilled = (value: unknown): boolean =>
  (typeof value === 'string' && value.length >= 3 && !/^\*+$|^\[?redacted\]?$/i.test(value)) ||
  typeof value === 'number';

function parsed(body: string): unknown {
  if (!/^\s*[[{]/.test(body)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Identifiers in a JSON answer, under `id` or `<word>_id`; at most 20, each once. */
export function idsIn(body: string): readonly string[] {
  const root = parsed(body);
  const ids = new Set<string>();
  const waiting: unknown[] = [root];
  for (let visited = 0; waiting.length > 0 && visited < maxNodes && ids.size < 20; visited += 1) {
    const value = waiting.shift();
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'object') waiting.push(inner);
      else if (/^(?:id|uuid|code|slug|number|[a-z]+_?id)$/i.test(name) && /^[\w-]{1,80}$/.test(String(inner)))
        ids.add(String(inner));
    }
  }
  return [...ids];
}
