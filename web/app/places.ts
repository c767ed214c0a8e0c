import type { ComponentType } from 'preact';

export interface PageProps {
  /** What the address names: a monitor, an incident, a section; empty on the page of the place itself. */
  readonly id: string;
  readonly query: URLSearchParams;
}
export type LoadPage = () => Promise<ComponentType<PageProps>>;

/** One entry of the navigation. */
export interface Place {
  readonly href: string;
  readonly title: string;
  /** After `g`. */
  readonly letter: string;
  /** Fetched when somebody goes there; null: comes with the first file. */
  readonly load: LoadPage | null;
  /** The page of one of its things, at `<href>/<id>`. */
  readonly loadOne?: LoadPage;
}

/** Every page, in the order of the navigation. A page more is a line more. */
export const places: readonly Place[] = [
  { href: '/', title: 'Overview', letter: 'o', load: null },
  {
    href: '/audit',
    title: 'Audit',
    letter: 'a',
    load: async () => (await import('../pages/app/audit.tsx')).AuditPage,
  },
  {
    href: '/plan',
    title: 'Fix plan',
    letter: 'p',
    load: async () => (await import('../pages/app/plan.tsx')).PlanPage,
  },
  {
    href: '/monitors',
    title: 'Monitors',
    letter: 'm',
    load: async () => (await import('../pages/app/monitors.tsx')).MonitorsPage,
    loadOne: async () => (await import('../pages/app/monitor.tsx')).MonitorPage,
  },
  {
    href: '/incidents',
    title: 'Incidents',
    letter: 'i',
    load: async () => (await import('../pages/app/incidents.tsx')).IncidentsPage,
    loadOne: async () => (await import('../pages/app/incident.tsx')).IncidentPage,
  },
  {
    href: '/errors',
    title: 'Errors',
    letter: 'e',
    load: async () => (await import('../pages/app/errors.tsx')).ErrorsPage,
    loadOne: async () => (await import('../pages/app/error.tsx')).ErrorPage,
  },
  {
    href: '/connect',
    title: 'Connect',
    letter: 'c',
    load: async () => (await import('../pages/app/connect.tsx')).ConnectPage,
  },
  {
    href: '/performance',
    title: 'Performance',
    letter: 't',
    load: async () => (await import('../pages/app/performance.tsx')).PerformancePage,
    loadOne: async () => (await import('../pages/app/trace.tsx')).TracePage,
  },
  {
    href: '/logs',
    title: 'Logs',
    letter: 'l',
    load: async () => (await import('../pages/app/logs.tsx')).LogsPage,
  },
  {
    href: '/handover',
    title: 'Handover',
    letter: 'h',
    load: async () => (await import('../pages/app/handover.tsx')).HandoverPage,
  },
  {
    href: '/settings',
    title: 'Settings',
    letter: 's',
    load: async () => (await import('../pages/app/settings.tsx')).SettingsPage,
    loadOne: async () => (await import('../pages/app/settings.tsx')).SettingsPage,
  },
];

export interface Found {
  readonly place: Place;
  /** Empty on the page of the place itself. */
  readonly id: string;
}

/** What a path leads to; null for what no page is at. */
export function placeAt(path: string): Found | null {
  const [, first = '', second, ...more] = path.split('/');
  const place = places.find(({ href }) => href === `/${first}`);
  const id = second === undefined ? '' : decoded(second);
  if (place === undefined || more.length > 0 || id === null) return null;
  return id !== '' && place.loadOne === undefined ? null : { place, id };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
