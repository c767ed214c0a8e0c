import type { SettingsView } from '../../../src/server/contract-settings.ts';
import { followTurns } from '../../app/follow.ts';
import { Answer, Viewed } from '../../app/page.tsx';
import { useView } from '../../app/use-view.ts';
import { shownStyles } from '../../parts/shown-state.tsx';
import { AlertRoutes } from './settings-routes.tsx';
import { People } from './settings-people.tsx';
import { System } from './settings-system.tsx';
import { Tokens } from './settings-tokens.tsx';
import { Trail } from './settings-trail.tsx';

export interface SettingsPartProps {
  readonly view: SettingsView;
  readonly show: (view: SettingsView) => void;
  readonly reload: () => void;
}

/** Who is told, who may come in, and how the watch itself is. */
export function SettingsPage() {
  const { show, reload, ...state } = useView<SettingsView>('/api/settings', followTurns);
  return (
    <Viewed state={{ ...state, show, reload }}>
      {(view) => (
        <>
          <Head view={view} />
          <AlertRoutes view={view} show={show} reload={reload} />
          <People view={view} show={show} reload={reload} />
          <Tokens view={view} show={show} reload={reload} />
          <System view={view} />
          <Trail />
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
  return (
    <Answer
      style={shownStyles.up}
      word="fine"
      text={`${routes.length === 1 ? 'One alert route' : `${routes.length} alert routes`}, ${people.length === 1 ? 'one person' : `${people.length} people`}`}
    />
  );
}
