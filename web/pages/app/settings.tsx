import type { ComponentType } from 'preact';
import type { SettingsView } from '../../../src/server/contract-settings.ts';
import { followTurns } from '../../app/follow.ts';
import { Answer, Viewed } from '../../app/page.tsx';
import type { PageProps } from '../../app/places.ts';
import { useView } from '../../app/use-view.ts';
import { plural } from '../../parts/format.ts';
import { shownStyles } from '../../parts/shown-state.tsx';
import { AlertRoutes } from './settings-routes.tsx';
import { Maintenance } from './settings-maintenance.tsx';
import { People } from './settings-people.tsx';
import { StatusPage } from './settings-status.tsx';
import { System } from './settings-system.tsx';
import { Tokens } from './settings-tokens.tsx';
import { Trail } from './settings-trail.tsx';

export interface SettingsPartProps {
  readonly view: SettingsView;
  readonly show: (view: SettingsView) => void;
  readonly reload: () => void;
}

/** The parts, by the last piece of their address. */
const parts: readonly (readonly [id: string, title: string, Part: ComponentType<SettingsPartProps>])[] = [
  ['', 'Alerts', AlertRoutes],
  ['maintenance', 'Maintenance', Maintenance],
  ['status', 'Status page', StatusPage],
  ['people', 'People', People],
  ['machines', 'Tokens and probes', Tokens],
  ['system', 'This watch', System],
  ['trail', 'Who did what', Trail],
];

/** Who is told, who may come in, what the public sees, and how the watch itself is. */
export function SettingsPage({ id }: PageProps) {
  const { show, reload, ...state } = useView<SettingsView>('/api/settings', followTurns);
  const Part = parts.find(([own]) => own === id)?.[2] ?? AlertRoutes;
  return (
    <Viewed state={{ ...state, show, reload }}>
      {(view) => (
        <>
          <Head view={view} />
          <nav class="segments parts" aria-label="Settings">
            {parts.map(([own, title]) => (
              <a
                class="button"
                href={own === '' ? '/settings' : `/settings/${own}`}
                {...(own === id ? { 'aria-current': 'page' as const } : {})}
              >
                {title}
              </a>
            ))}
          </nav>
          <Part view={view} show={show} reload={reload} />
        </>
      )}
    </Viewed>
  );
}

function Head({ view: { routes, system, people } }: { readonly view: SettingsView }) {
  if (!system.store.isWritable)
    return (
      <Answer style={shownStyles.down} word="broken" text={`Nothing can be kept: ${system.store.detail}`} />
    );
  if (routes.length === 0)
    return <Answer style={shownStyles.degraded} word="gap" text="Nobody is told of an outage yet" />;
  const told = plural(routes.length, 'alert route');
  return (
    <Answer
      style={shownStyles.up}
      word="fine"
      text={`${told}, ${plural(people.length, 'person', 'people')}`}
    />
  );
}
