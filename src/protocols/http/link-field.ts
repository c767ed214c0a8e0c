/** Targets of a Link field (RFC 8288 section 3) with the relation, as written; at most 20 lines of 4,000 characters are read. */
export const linkTargets = (values: readonly string[], relation: string): readonly string[] =>
  values
    .slice(0, 20)
    .flatMap((value) => value.slice(0, 4000).split(/,(?=\s*<)/))
    .filter((link) =>
      (/;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(link)?.slice(1) ?? [])
        .filter((text) => text !== undefined)
        .some((text) => text.toLowerCase().split(/\s+/).includes(relation)),
    )
    .map((link) => /<([^>]*)>/.exec(link)?.[1]?.trim() ?? '');
