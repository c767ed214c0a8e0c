import { redactSecrets } from '../protocols/secrets/redact.ts';

const shortest = 4;
const maxSecrets = 200;
/** Parameters whose values open doors: links of mails, signed addresses, sessions in addresses. */
const tellingName = /token|secret|password|passwd|signature|session|auth|otp|^(?:key|sig|code|jwt|pin)$/i;

/** Takes the secrets a journey has used out of everything it shows. */
export class Redaction {
  readonly #names = new Map<string, string>();

  /** `name` is what is shown instead, like `env:API_KEY`. Values of less than 4 characters would tear texts apart. */
  learn(value: string, name: string): void {
    if (value.length < shortest || this.#names.size >= maxSecrets) return;
    this.#names.set(value, name);
    for (const form of [encodeURIComponent(value), jsonForm(value), Buffer.from(value).toString('base64')])
      if (form.length >= shortest) this.#names.set(form, name);
  }

  text(text: string): string {
    let shown = text;
    // The longest first: one secret may be the beginning of another.
    for (const [value, name] of [...this.#names].toSorted(([a], [b]) => b.length - a.length))
      shown = shown.replaceAll(value, `[${name}]`);
    return redactSecrets(shown);
  }

  url(address: string): string {
    if (!URL.canParse(address)) return this.text(address);
    const url = new URL(address);
    for (const name of new Set(url.searchParams.keys()))
      if (tellingName.test(name)) url.searchParams.set(name, '***');
    if (url.password !== '') url.password = '***';
    return this.text(url.href);
  }
}

const jsonForm = (value: string): string => JSON.stringify(value).slice(1, -1);
