import { Chevron } from '../../parts/fold.tsx';
import { go } from '../../app/router.ts';
import { MonitorForm } from './monitor-form.tsx';

/** By hand: what launch.yaml does not know. */
export const NewMonitor = () => (
  <details class="fold">
    <summary>
      <Chevron />
      <h2>Add a monitor by hand</h2>
    </summary>
    <div class="fold-body">
      <MonitorForm monitor={null} done={({ monitor }) => go(`/monitors/${encodeURIComponent(monitor.id)}`)} />
    </div>
  </details>
);
