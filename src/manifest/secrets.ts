/** Texts that are secrets by their look; each matches the secret part only. */
const shapes: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[^\n]*/g,
  /\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{8,}/g,
  /\bwhsec_[A-Za-z0-9+/=]{16,}/g,
  /\bsb_secret_[A-Za-z0-9_-]{8,}/g,
  /\bsk-(?:[a-z]+-)*[A-Za-z0-9_-]{20,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/g,
  /\bglpat-[A-Za-z0-9_-]{16,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bhttps:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[^\s"']+/g,
  /\bhttps:\/\/(?:[a-z]+\.)?discord(?:app)?\.com\/api\/webhooks\/[^\s"']+/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\bre_[A-Za-z0-9]{6,12}_[A-Za-z0-9]{16,}/g,
  /\bkey-[0-9a-f]{32}\b/g,
  /\bnpm_[A-Za-z0-9]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /(?<=:\/\/[^\s/:@]{0,200}:)(?!\$\{)[^\s/@•]{1,200}(?=@)/g,
  /(?<=\b(?:Bearer|Basic) )(?!\$\{)[A-Za-z0-9+/=._~-]{16,}/g,
];

/** `password: hunter2` written in a place the schema does not know; references and `${...}` are not secrets. */
const named =
  /(?<=\b[A-Za-z0-9_-]{0,60}(?:password|passwd|secret|token|api[_-]?key|private[_-]?key)["']?\s{0,20}[:=]\s{0,20}["']?)(?!(?:env:|file:|\$\{|json:|header:|cookie:|query:|text:|link:|true\b|false\b|null\b|["'{[]))[^\s"']+/gi;

/** The line with everything that looks like a secret replaced by as many bullets, so that columns stay true. */
export function maskSecrets(text: string): string {
  let masked = text.slice(0, 10_000);
  for (const shape of [...shapes, named]) {
    masked = masked.replace(shape, (found) => '•'.repeat(found.length));
  }
  return masked;
}

/** Whether a value carries a secret in clear. */
export const looksLikeSecret = (value: string): boolean =>
  shapes.some((shape) => value.slice(0, 10_000).search(shape) >= 0);

/** Keys whose value is a secret by its name, wherever they stand. */
export const isSecretKey = (key: string): boolean =>
  /(?:^|[_-])(?:password|passwd|secret|token|api_?key|private_?key)$/i.test(
    key.replaceAll(/([a-z])([A-Z])/g, '$1_$2'),
  );
