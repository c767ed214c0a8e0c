import type { Evidence, EvidenceNode } from '../../src/model/evidence.ts';
import { DataTable } from './data-table.tsx';

/** Columns whose cells are pasted somewhere. */
const pasted = /command|record|value|find out|^id$|^name$|header/i;

/**
 * What a statement was made from, as it was seen. Where the evidence is the page itself (`isProse`), only what can be pasted is
 * set in mono, and rows become blocks on a phone.
 */
export function EvidenceView({
  evidence,
  isProse = false,
}: {
  readonly evidence: Evidence;
  readonly isProse?: boolean;
}) {
  switch (evidence.kind) {
    case 'note':
      return <p class="evidence">{evidence.text}</p>;
    case 'lines':
      return (
        <figure class="evidence">
          <figcaption>{evidence.title}</figcaption>
          <pre tabIndex={0} role="group" aria-label={evidence.title}>
            {evidence.lines.join('\n')}
          </pre>
        </figure>
      );
    case 'table':
      return (
        <figure class="evidence">
          <figcaption>{evidence.title}</figcaption>
          <DataTable
            caption={evidence.title}
            columns={evidence.columns.map((title) => ({ title, isMono: !isProse || pasted.test(title) }))}
            rows={evidence.rows}
            isStacked={isProse}
          />
        </figure>
      );
    case 'tree':
      return (
        <figure class="evidence">
          <figcaption>{evidence.title}</figcaption>
          <ul class="tree">
            <TreeNode node={evidence.root} />
          </ul>
        </figure>
      );
  }
}

function TreeNode({ node }: { readonly node: EvidenceNode }) {
  return (
    <li>
      <code>{node.label}</code>
      {node.note === undefined ? null : <span class="muted"> {node.note}</span>}
      {node.children.length === 0 ? null : (
        <ul>
          {node.children.map((child) => (
            <TreeNode node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
