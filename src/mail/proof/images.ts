import { point, type ProofPoint, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  https: {
    id: 'images-https',
    title: 'Images come over https',
    source: 'https://www.w3.org/TR/mixed-content/',
  },
  alt: {
    id: 'images-alt',
    title: 'Images have a text alternative',
    source: 'https://www.w3.org/TR/WCAG22/#non-text-content',
  },
} as const satisfies Readonly<Record<string, Rule>>;

export function proveImages({ scan, mail }: ProofInput): readonly ProofPoint[] {
  if (scan === null || scan.images.length === 0) return [];
  const inside = new Set(
    mail.parts.flatMap(({ contentId }) => (contentId === null ? [] : [contentId.toLowerCase()])),
  );
  const bad = scan.images.flatMap(({ src }) => {
    const why = fault(src, inside);
    return why === null ? [] : [why];
  });
  const unnamed = scan.images.filter(
    ({ alt, widthPx, heightPx }) => alt === null && !(widthPx === 1 || heightPx === 1),
  );
  return [
    point(
      rules.https,
      bad.length === 0 ? 'holds' : 'broken',
      bad.length === 0 ? `${scan.images.length} images` : some(bad),
    ),
    point(
      rules.alt,
      unnamed.length === 0 ? 'holds' : 'broken',
      unnamed.length === 0
        ? `${scan.images.length} images`
        : `${unnamed.length} of ${scan.images.length} have no alt: ${some(unnamed.map(({ src }) => shortName(src)))}`,
    ),
  ];
}

function fault(src: string, inside: ReadonlySet<string>): string | null {
  const id = /^cid:(.*)$/i.exec(src)?.[1]?.toLowerCase();
  if (id !== undefined) return inside.has(id) ? null : `cid:${id.slice(0, 40)} is not part of the mail`;
  if (/^data:/i.test(src)) return null; // told by the template linter
  if (/^https:\/\//i.test(src) && URL.canParse(src)) return null;
  if (src === '') return 'an image without an address';
  return /^http:/i.test(src) ? `${shortName(src)} comes over http` : `${shortName(src)} has no whole address`;
}

/** Without query: it may carry a token of the reader. */
export const shortName = (url: string): string => url.replace(/[?#].*$/, '').slice(0, 80);
