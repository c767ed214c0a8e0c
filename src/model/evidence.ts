/** What a statement was made from. Bounded and redacted where it is created. */
export type Evidence =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'lines'; readonly title: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'tree'; readonly title: string; readonly root: EvidenceNode };

export interface EvidenceNode {
  readonly label: string;
  readonly note?: string;
  readonly children: readonly EvidenceNode[];
}

const maxLines = 60;
const maxText = 400;
const maxDepth = 12;

const clip = (text: string): string =>
  text.length > maxText ? `${text.slice(0, maxText)}… (${text.length} characters)` : text;

const clipList = <T>(list: readonly T[], more: (hidden: number) => T): readonly T[] =>
  list.length > maxLines ? [...list.slice(0, maxLines), more(list.length - maxLines)] : list;

export const note = (text: string): Evidence => ({ kind: 'note', text: clip(text) });

export const lines = (title: string, all: readonly string[]): Evidence => ({
  kind: 'lines',
  title,
  lines: clipList(all.map(clip), (hidden) => `… and ${hidden} more`),
});

export const table = (
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Evidence => ({
  kind: 'table',
  title,
  columns,
  rows: clipList(
    rows.map((row) => row.map(clip)),
    (hidden) => [`… and ${hidden} more`, ...columns.slice(1).map(() => '')],
  ),
});

export const tree = (title: string, root: EvidenceNode): Evidence => ({
  kind: 'tree',
  title,
  root: clipNode(root, 0),
});

function clipNode(node: EvidenceNode, depth: number): EvidenceNode {
  const children =
    depth >= maxDepth
      ? []
      : clipList(
          node.children.map((child) => clipNode(child, depth + 1)),
          (hidden) => ({ label: `… and ${hidden} more`, children: [] }),
        );
  return { label: clip(node.label), ...(node.note === undefined ? {} : { note: clip(node.note) }), children };
}
