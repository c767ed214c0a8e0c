/** Whether `to` still carries the path of `from`, at its end: a prefix such as `/en` may be added. */
export function isPathKept(from: string, to: string): boolean {
  const [before, after] = [pathOf(from), pathOf(to)];
  return before === '' || after === before || after.endsWith(before);
}

/** A trailing slash more or less is the same path here. */
const pathOf = (url: string): string => comparable(new URL(url).pathname.replace(/\/+$/, ''));

/** Percent-encoding compared by value (RFC 3986 section 6.2.2.2). */
function comparable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The parameters of `from` that are missing or changed in `to`. */
export function lostParameters(
  from: string,
  to: string,
): readonly { readonly name: string; readonly after: string | null }[] {
  const after = new URL(to).searchParams;
  return [...new URL(from).searchParams].flatMap(([name, value]) => {
    const values = after.getAll(name);
    return values.includes(value) ? [] : [{ name, after: values[0] ?? null }];
  });
}
