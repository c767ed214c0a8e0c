const maxBrackets = 800;
const maxChain = 3_000;
const maxTags = 3_000;

/**
 * Whether a source is nested so deeply that the parser, which recurses on the machine's stack, could end the whole process.
 * An estimate by characters, strings included: real code stays far below, whatever is above is told and not parsed.
 */
export function isNestedTooDeeply(text: string): boolean {
  let brackets = 0;
  let chain = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        brackets += 1;
        chain = 0;
        if (brackets > maxBrackets) return true;
        break;
      case 0x29: // )
      case 0x5d: // ]
      case 0x7d: // }
        brackets = Math.max(0, brackets - 1);
        chain = 0;
        break;
      case 0x3b: // ;
      case 0x2c: // ,
        chain = 0;
        break;
      case 0x3c: // <
      case 0x3d: // =
      case 0x3f: // ?
        chain += 1;
        if (chain > maxChain) return true;
    }
  }
  return openTags(text) > maxTags;
}

/** The most JSX elements that stand open at once. */
function openTags(text: string): number {
  if (!text.includes('</')) return 0;
  let [open, most] = [0, 0];
  for (const match of text.matchAll(/<(\/?)[A-Za-z][\w.:-]{0,60}[\s>]/g)) {
    open = match[1] === '/' ? Math.max(0, open - 1) : open + 1;
    most = Math.max(most, open);
  }
  return most;
}
