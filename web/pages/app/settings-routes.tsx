import type { DeliveryRow } from '../../../src/server/contract-incidents.ts';
import type { DrillView, RouteView, SettingsView } from '../../../src/server/contract-settings.ts';
import { Chevron } from '../../parts/fold.tsx';
import { SectionHead } from '../../parts/section-head.tsx';
import { shownStyles } from '../../parts/shown-state.tsx';
import { State, type StateStyle } from '../../parts/state.tsx';
import { Action } from '../../app/action.tsx';
import { Ago } from '../../app/ago.tsx';
import { may, send } from '../../app/api.ts';
import { RouteForm } from './route-form.tsx';
import type { SettingsPartProps } from './settings.tsx';

/** Who is told of what, and when a message last arrived there. */
export const AlertRoutes = ({ view, show, reload }: SettingsPartProps) => (
  <section aria-labelledby="routes">
    <SectionHead id="routes" title="Alert routes" hint="a test takes the way of a real alert" />
    {view.routes.length === 0 ? <p>No route yet: an outage would reach nobody.</p> : null}
    <ul class="rows">
      {view.routes.map((route) => (
        <Line key={route.id} route={route} view={view} show={show} reload={reload} />
      ))}
    </ul>
    {view.routes.length > 1 && may('editor') ? (
      <p class="more">
        <Action
          text="Drill: a test over every route"
          run={() => send<DrillView>('POST', '/api/settings/drill').finally(reload)}
        />
      </p>
    ) : null}
    {may('owner') ? (
      <details class="fold" open={view.routes.length === 0}>
        <summary>
          <Chevron />
          <h3>Add a route</h3>
        </summary>
        <div class="fold-body">
          <RouteForm route={null} view={view} show={show} />
        </div>
      </details>
    ) : null}
  </section>
);

const outcomes: Readonly<Record<DeliveryRow['state'], StateStyle & { readonly word: string }>> = {
  waiting: { ...shownStyles.degraded, word: 'on its way' },
  done: { ...shownStyles.up, word: 'arrives' },
  'given-up': { ...shownStyles.down, word: 'lost' },
};
const untried = { ...shownStyles.unknown, word: 'not tried' };

interface LineProps extends SettingsPartProps {
  readonly route: RouteView;
}

function Line({ route, view, show, reload }: LineProps) {
  const path = `/api/settings/routes/${encodeURIComponent(route.id)}`;
  const { lastDelivery: last } = route;
  const isOurs = route.origin === 'hand' && may('owner');
  return (
    <li class="row">
      <State {...(last === null ? untried : outcomes[last.state])} />
      <span class="row-text">
        <span>
          {route.id}: {route.channel} to {route.to}
        </span>
        <span class="label">{rulesText(route, view.routes)}</span>
        {last === null ? null : (
          <span class="label">
            {last.kind === 'test' ? 'test' : 'alert'} <Ago at={last.at} />: {last.proof ?? 'no answer yet'}
          </span>
        )}
        {isOurs ? (
          <details class="inline-fold">
            <summary>
              <Chevron />
              Change {route.id}
            </summary>
            <RouteForm key={JSON.stringify(route)} route={route} view={view} show={show} />
          </details>
        ) : null}
      </span>
      <span class="row-tools">
        {may('editor') ? (
          <Action
            text="Test"
            label={`Test ${route.id}`}
            run={() => send('POST', `${path}/test`).finally(reload)}
          />
        ) : null}
        {isOurs ? (
          <Action
            text="Remove"
            label={`Remove ${route.id}`}
            confirm="Tell nobody there any more?"
            run={async () => show(await send<SettingsView>('DELETE', path))}
          />
        ) : null}
      </span>
    </li>
  );
}

function rulesText(route: RouteView, all: readonly RouteView[]): string {
  const next = all.find(({ id }) => id === route.escalatesTo);
  const waits = next === undefined || next.afterMinutes === 0 ? '' : ` after ${next.afterMinutes} min`;
  return [
    route.severities.join(', '),
    route.owner === null ? null : `what ${route.owner} owns`,
    route.hours,
    route.afterMinutes === 0 ? null : `waits ${route.afterMinutes} min`,
    next === undefined ? null : `nobody answers: ${next.id}${waits}`,
    route.origin === 'manifest' ? 'from launch.yaml' : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
