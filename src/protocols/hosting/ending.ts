/**
 * Does a name end in a pattern, label by label from the right? `netlify.app` fits itself and everything below; a `*` stands for
 * any run of characters inside one label: `s3-website-*.amazonaws.com`.
 */
export function hasEnding(name: string, pattern: string): boolean {
  const labels = name.split('.');
  const wanted = pattern.split('.');
  if (labels.length < wanted.length) return false;
  const tail = labels.slice(-wanted.length);
  return wanted.every((each, index) => fitsLabel(tail[index] ?? '', each));
}

function fitsLabel(label: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return label === pattern;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return label.length >= head.length + tail.length && label.startsWith(head) && label.endsWith(tail);
}
