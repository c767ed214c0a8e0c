/**
 * Text from the network may carry terminal controls, bidirectional overrides and characters XML forbids. Everything that
 * is shown as text goes through here first: such characters become visible instead of acting.
 */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
const loneSurrogates = /\p{Surrogate}/gu;

/** One-line text: controls shown as `\x1b`, line breaks and tabs as spaces. */
export const inertLine = (text: string): string => inertBlock(text).replaceAll(/[\t\n]+/g, ' ');

/** Text that may keep its line breaks and tabs. */
export const inertBlock = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(controls, visible).replaceAll(loneSurrogates, '\ufffd');

function visible(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
