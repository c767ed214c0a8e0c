const most = 4_000;
const longest = 300;

/** The same for the same text, found again rather than worked out again: senders name few things many times. Bounded. */
export function remembered<T>(find: (text: string) => T): (text: string) => T {
  let known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = find(text);
    if (known.size >= most) known = new Map();
    if (text.length <= longest) known.set(text, found);
    return found;
  };
}
