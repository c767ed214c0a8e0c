/** A Set-Cookie line that can be kept: the value is replaced by its length, attributes stay. */
export function redactedSetCookie(line: string): string {
  const [pair = '', ...attributes] = line.slice(0, 8192).split(';');
  const at = pair.indexOf('=');
  const [name, value] = at < 0 ? ['', pair.trim()] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  const shown = value === '' ? '' : `<${value.length} characters>`;
  const kept = attributes.map((each) => each.slice(0, 200)).slice(0, 20);
  return [at < 0 ? shown : `${name.slice(0, 200)}=${shown}`, ...kept].join(';');
}
