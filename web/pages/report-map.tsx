import type { OwnershipRow } from '../../src/model/report.ts';
import { DataTable } from '../parts/data-table.tsx';
import { State } from '../parts/state.tsx';
import { SectionHead } from '../parts/section-head.tsx';

const columns = [
  { title: 'name', isMono: true },
  { title: 'leads to', isMono: true },
  { title: 'provider' },
  { title: 'owner' },
  { title: 'what for' },
];

/** Who serves what, who owns it, and what it is for. */
export function DomainMap({ rows }: { readonly rows: readonly OwnershipRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="map">
      <SectionHead id="map" title="Domain map" hint="every record that matters, and who answers for it" />
      <DataTable
        caption="Domain map"
        columns={columns}
        isStacked
        rows={rows.map((row) => [
          row.name,
          <LeadsTo row={row} />,
          orUnknown(row.provider),
          orUnknown(row.owner),
          <WhatFor row={row} />,
        ])}
      />
    </section>
  );
}

const orUnknown = (value: string | null) => value ?? <State tone="idle" shape="ring" word="unknown" />;

const LeadsTo = ({ row }: { readonly row: OwnershipRow }) => (
  <span>
    <span class="muted">{row.type}</span> {row.value}
    {row.isProxied === true ? <span class="muted"> proxied</span> : null}
  </span>
);

const WhatFor = ({ row }: { readonly row: OwnershipRow }) => (
  <span class="stack">
    {orUnknown(row.purpose)}
    <span class="label">{row.text}</span>
  </span>
);
