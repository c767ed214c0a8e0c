import { expect, test } from 'vitest';
import type { Incident } from '../../model/monitor.ts';
import type { MonitorState, OutboxEntry } from '../../model/store.ts';
import { createPendingWrites } from './writes.ts';

const decision = (monitor: string) => ({
  alert: { id: `${monitor}.1:opened hook` } as OutboxEntry,
  incident: { id: `${monitor}.1` } as Incident,
  state: { monitor } as MonitorState,
});

/** A store that notes what reaches it, in order; `during` happens while the first alert is on its way. */
function noting(during: () => void) {
  const reached: string[] = [];
  let isFirst = true;
  const writes = createPendingWrites({
    outbox: {
      enqueue: async ({ id }) => {
        if (isFirst) during();
        isFirst = false;
        reached.push(id);
        return true;
      },
    },
    incidents: { put: async ({ id }) => void reached.push(id) },
    monitors: { putState: async ({ monitor }) => void reached.push(monitor) },
  });
  const decide = (monitor: string): void => {
    const { alert, incident, state } = decision(monitor);
    writes.incident(incident);
    writes.alert(alert);
    writes.state(state);
  };
  return { reached, writes, decide };
}

// MON-4: killed at any moment, an incident that is stored has been told or waits to be.
test('what is decided while alerts are written waits with its incident and its state for the next round', async () => {
  const { reached, writes, decide } = noting(() => decide('b'));
  decide('a');
  await writes.flush();
  expect(reached).toEqual(['a.1:opened hook', 'a.1', 'a']);
  expect(writes.size()).toBe(3);
  await writes.flush();
  expect(reached.slice(3)).toEqual(['b.1:opened hook', 'b.1', 'b']);
  expect(writes.size()).toBe(0);
});

test('a newer state of the same monitor is not taken for written', async () => {
  const { reached, writes, decide } = noting(() => writes.state({ monitor: 'a' } as MonitorState));
  decide('a');
  await writes.flush();
  expect(writes.size()).toBe(1);
  await writes.flush();
  expect(reached).toEqual(['a.1:opened hook', 'a.1', 'a', 'a']);
});
