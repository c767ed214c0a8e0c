import type { ShownState } from '../../src/server/contract.ts';
import type { IncidentStatus } from '../../src/model/monitor.ts';
import { State, type StateStyle } from './state.tsx';

export const shownStyles: Readonly<Record<ShownState, StateStyle>> = {
  up: { tone: 'ok', shape: 'circle' },
  degraded: { tone: 'warn', shape: 'triangle' },
  down: { tone: 'bad', shape: 'square' },
  unknown: { tone: 'idle', shape: 'ring' },
  paused: { tone: 'idle', shape: 'ring' },
};

export const shownWords: Readonly<Record<ShownState, string>> = {
  up: 'up',
  degraded: 'slow',
  down: 'down',
  unknown: 'not known',
  paused: 'paused',
};

export const ShownStateView = ({ state }: { readonly state: ShownState }) => (
  <State {...shownStyles[state]} word={shownWords[state]} />
);

export const incidentStyles: Readonly<Record<IncidentStatus, StateStyle>> = {
  open: { tone: 'bad', shape: 'square' },
  acknowledged: { tone: 'warn', shape: 'triangle' },
  resolved: { tone: 'ok', shape: 'circle' },
};
