/** `/v3/` or `/api/v3/` in a path. */
const versioned = /^(\/(?:[\w-]+\/){0,3}?v)(\d{1,2})(?=\/|$)/;
const maxOlder = 3;

export interface OlderVersion {
  readonly url: string;
  readonly version: number;
}

/** The same address in older versions of the API, and in one that cannot exist; null when it carries no version. */
export function olderVersions(
  url: string,
): { readonly older: readonly OlderVersion[]; readonly none: string } | null {
  const parsed = new URL(url);
  const [, head, digits] = versioned.exec(parsed.pathname) ?? [];
  if (head === undefined || digits === undefined) return null;
  const current = Number(digits);
  const at = (version: number): string => {
    const copy = new URL(url);
    copy.pathname = `${head}${version}${parsed.pathname.slice(head.length + digits.length)}`;
    return copy.href;
  };
  const older = Array.from({ length: Math.min(maxOlder, current - 1) }, (_, index) => current - 1 - index)
    .filter((version) => version > 0)
    .map((version) => ({ version, url: at(version) }));
  return { older, none: at(97) };
}
