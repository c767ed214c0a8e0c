import type { ComponentChildren } from 'preact';

export interface Column {
  readonly title: string;
  readonly isMono?: boolean;
  /** Never broken over two lines. */
  readonly isWhole?: boolean;
}

export interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Below 560 px each row becomes a block with its column titles. */
  readonly isStacked?: boolean;
}

/** A table that scrolls inside its own box, reachable by keyboard. */
export function DataTable({ caption, columns, rows, isStacked = false }: DataTableProps) {
  return (
    <div class={isStacked ? 'scroll stacked' : 'scroll'} role="group" aria-label={caption} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title }) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <td class={classOf(columns[index])} data-title={columns[index]?.title}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const classOf = (column: Column | undefined): string | undefined =>
  column?.isMono === true ? 'mono' : column?.isWhole === true ? 'whole' : undefined;
