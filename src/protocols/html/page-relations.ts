/** `<link rel="canonical">` and `<link rel="alternate" hreflang="...">`, addresses as written. */
export interface PageRelation {
  readonly kind: 'canonical' | 'alternate';
  readonly url: string;
  /** `hreflang` in lower case; empty for canonical. */
  readonly language: string;
  readonly line: number;
  /** In the head, where search engines read it. */
  readonly isInHead: boolean;
}

/** RFC 6596 section 3; HTML standard 4.6.7.1 (alternate). Null when the element is neither. */
export function pageRelation(
  attributes: Readonly<Record<string, string>>,
  place: { readonly line: number; readonly isInHead: boolean },
): PageRelation | null {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  const url = (attributes['href'] ?? '').trim().slice(0, 2000);
  const language = (attributes['hreflang'] ?? '').trim().toLowerCase().slice(0, 40);
  if (relations.includes('canonical')) return { kind: 'canonical', url, language: '', ...place };
  return relations.includes('alternate') && language !== ''
    ? { kind: 'alternate', url, language, ...place }
    : null;
}
