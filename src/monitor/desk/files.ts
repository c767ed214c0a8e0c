import type { Monitor } from '../../model/monitor.ts';
import type { UnixMs } from '../../model/brand.ts';
import { newFile } from './file.ts';
import type { MonitorFile } from './file.ts';
import type { OpenCase } from './grouping.ts';

/** All monitors with what is known of them, and which incident is whose. */
export class MonitorFiles {
  readonly #files = new Map<string, MonitorFile>();
  /** Monitor by its open incident. */
  readonly #open = new Map<string, string>();

  get(id: string): MonitorFile | undefined {
    return this.#files.get(id);
  }

  set(file: MonitorFile): void {
    const { id } = file.monitor;
    const before = this.#files.get(id)?.machine.open?.incident.id;
    const after = file.machine.open?.incident.id;
    if (before !== undefined && before !== after) this.#open.delete(before);
    if (after !== undefined) this.#open.set(after, id);
    this.#files.set(id, file);
  }

  /** Keeps what is known of monitors that stay. */
  replace(monitors: readonly Monitor[], now: UnixMs): void {
    const wanted = new Set(monitors.map(({ id }) => id));
    for (const [id, file] of this.#files) {
      if (wanted.has(id)) continue;
      this.#files.delete(id);
      if (file.machine.open !== null) this.#open.delete(file.machine.open.incident.id);
    }
    for (const monitor of monitors)
      this.set({ ...(this.#files.get(monitor.id) ?? newFile(monitor, now)), monitor });
  }

  all(): readonly MonitorFile[] {
    return [...this.#files.values()];
  }

  ofIncident(incident: string): MonitorFile | null {
    return this.#files.get(this.#open.get(incident) ?? '') ?? null;
  }

  openCases(): readonly OpenCase[] {
    return [...this.#open.values()].flatMap((id) => {
      const file = this.#files.get(id);
      const open = file?.machine.open;
      if (file === undefined || open === undefined || open === null) return [];
      return [{ incident: open.incident, monitor: file.monitor, failure: file.failures[0] ?? null }];
    });
  }
}
