import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { OverviewPage } from '../pages/app/overview.tsx';
import { Answer } from './page.tsx';
import { pathOf, queryOf } from './router.ts';

export interface PageProps {
  /** What the address names: a monitor, an incident. */
  readonly id: string;
  readonly query: URLSearchParams;
}
type Page = ComponentType<PageProps>;

/** The overview comes with the first file; every other page is its own, fetched when somebody goes there. */
const later: readonly (readonly [RegExp, () => Promise<Page>])[] = [
  [/^\/monitors$/u, async () => (await import('../pages/app/monitors.tsx')).MonitorsPage],
  [/^\/monitors\/([^/]+)$/u, async () => (await import('../pages/app/monitor.tsx')).MonitorPage],
  [/^\/incidents\/([^/]+)$/u, async () => (await import('../pages/app/incident.tsx')).IncidentPage],
  [/^\/audit$/u, async () => (await import('../pages/app/audit.tsx')).AuditPage],
  [/^\/plan$/u, async () => (await import('../pages/app/plan.tsx')).PlanPage],
  [/^\/handover$/u, async () => (await import('../pages/app/handover.tsx')).HandoverPage],
  [/^\/settings$/u, async () => (await import('../pages/app/settings.tsx')).SettingsPage],
  [/^\/incidents$/u, async () => (await import('../pages/app/incidents.tsx')).IncidentsPage],
];

export function Screen({ at }: { readonly at: string }) {
  const path = pathOf(at);
  const found = later.find(([pattern]) => pattern.test(path));
  const id = decodeURIComponent(found?.[0].exec(path)?.[1] ?? '');
  const query = queryOf(at);
  if (path === '/') return <OverviewPage />;
  if (found === undefined) return <Lost />;
  return <Later load={found[1]} id={id} query={query} />;
}

function Later({ load, id, query }: PageProps & { readonly load: () => Promise<Page> }) {
  const [Page, setPage] = useState<Page | 'missing' | null>(null);
  useEffect(() => {
    load().then(
      (page) => setPage(() => page),
      () => setPage('missing'),
    );
  }, [load]);
  if (Page === null) return <p class="muted waiting">Loading…</p>;
  if (Page === 'missing')
    return (
      <Answer style={idle} word="not known" text="This page could not be loaded">
        <p>The server may have been renewed meanwhile: reload the page.</p>
      </Answer>
    );
  return <Page id={id} query={query} />;
}

const idle = { tone: 'idle', shape: 'ring' } as const;

const Lost = () => (
  <Answer style={idle} word="not known" text="There is no such page">
    <p>
      Go to the <a href="/">overview</a>.
    </p>
  </Answer>
);
