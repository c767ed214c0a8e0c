import type { HttpResponse } from '../../model/outside-http.ts';

const maxHeaders = 14;
const maxBodyText = 280;
/** Values that may be a session or a key. */
const secretHeaders = /^(set-cookie|authorization|proxy-|x-.*(?:token|key|secret)|.*-token$)/;
const secretText = [
  /\b[A-Za-z0-9_-]{32,}\b/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /([?&](?:token|key|code|secret|password)=)[^&\s"'<]+/gi,
] as const;
const mailAddress = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

/** Head and beginning of the body of a response, bounded, with secrets and people taken out. */
export function responseEvidence(response: HttpResponse): readonly string[] {
  const head = response.headers
    .slice(0, maxHeaders)
    .map(([name, value]) => `${name}: ${secretHeaders.test(name) ? '(hidden)' : hidden(value)}`);
  const body = hidden(new TextDecoder().decode(response.body.subarray(0, 4096)).replace(/\s+/g, ' '));
  const shown = body.trim() === '' ? [] : [`body: ${body.trim().slice(0, maxBodyText)}`];
  return [`${response.status} from ${response.address}`, ...head, ...shown];
}

export function hidden(text: string): string {
  const [long, token, query] = secretText;
  return text
    .replace(token, '(hidden)')
    .replace(query, '$1(hidden)')
    .replace(long, '(hidden)')
    .replace(mailAddress, '(address)');
}
