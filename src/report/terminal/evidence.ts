import type { Evidence, EvidenceNode } from '../../model/evidence.ts';
import { inertLine } from '../inert.ts';
import { cellsOf, clip, padCells, wrap } from './wrap.ts';

/** Evidence as plain lines of at most `width` cells. */
export function evidenceLines(evidence: Evidence, width: number): readonly string[] {
  switch (evidence.kind) {
    case 'note':
      return wrap(inertLine(evidence.text), width);
    case 'lines':
      return [
        clip(inertLine(evidence.title), width),
        ...evidence.lines.map((line) => `  ${clip(inertLine(line), width - 2)}`),
      ];
    case 'table':
      return [
        clip(inertLine(evidence.title), width),
        ...tableLines(evidence.columns, evidence.rows, width - 2).map(indent),
      ];
    case 'tree':
      return [clip(inertLine(evidence.title), width), ...treeLines(evidence.root, width - 2).map(indent)];
  }
}

const indent = (line: string): string => `  ${line}`;

/** Columns as wide as their content; when that is too much, the widest give way first. */
export function tableLines(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const all = [columns, ...rows].map((row) => row.map(inertLine));
  const widths = fitColumns(
    columns.map((_, index) => Math.max(...all.map((row) => cellsOf(row[index] ?? '')))),
    width,
  );
  return all.map((row) =>
    widths
      .map((cells, index) => padCells(clip(row[index] ?? '', cells), cells))
      .join('  ')
      .trimEnd(),
  );
}

const narrowestColumn = 6;

function fitColumns(wanted: readonly number[], width: number): readonly number[] {
  const widths = [...wanted];
  let excess = widths.reduce((sum, cells) => sum + cells, 0) + 2 * (widths.length - 1) - width;
  while (excess > 0) {
    const widest = Math.max(...widths);
    if (widest <= narrowestColumn) break;
    widths[widths.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function treeLines(node: EvidenceNode, width: number): readonly string[] {
  return [clip(labelOf(node), width), ...branchLines(node.children, '', width)];
}

function branchLines(children: readonly EvidenceNode[], prefix: string, width: number): readonly string[] {
  return children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    return [
      clip(`${prefix}${isLast ? '└─ ' : '├─ '}${labelOf(child)}`, width),
      ...branchLines(child.children, `${prefix}${isLast ? '   ' : '│  '}`, width),
    ];
  });
}

const labelOf = (node: EvidenceNode): string =>
  inertLine(node.note === undefined ? node.label : `${node.label}  (${node.note})`);
