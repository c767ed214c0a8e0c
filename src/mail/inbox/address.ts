/** `name+tag@domain`; a tag that is already there stays in front: `name+lr.tag@domain`. */
export function taggedAddress(address: string, tag: string): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  return `${local}${local.includes('+') ? '.' : '+'}${tag}${address.slice(at)}`;
}

/** `l***@gmail.com`: enough to recognise one's own, nothing to write to. The tag of a test mail is kept, it is ours. */
export function redactedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 1) return '***';
  const tag = /\+(?:.*\.)?(lr-[a-z0-9]{6,20})$/.exec(address.slice(0, at))?.[1];
  return `${address.slice(0, 1)}***${tag === undefined ? '' : `+${tag}`}${address.slice(at)}`;
}

const addressPattern = /[A-Za-z0-9!#$%&'*/=?^_`{|}~+.-]{1,64}@[A-Za-z0-9.-]{1,253}/g;

/** Every mail address in a text, redacted. */
export const redactAddresses = (text: string): string => text.replace(addressPattern, redactedAddress);

/** Addresses in a header's value, lower case; names, comments and groups do not matter here. */
export const addressesIn = (value: string): readonly string[] =>
  (value.slice(0, 16_000).match(addressPattern) ?? []).slice(0, 100).map((one) => one.toLowerCase());
