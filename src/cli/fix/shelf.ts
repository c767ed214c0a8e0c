import { Journal } from '../../engine/fix/apply/journal.ts';
import { readPlan } from '../../engine/fix/plan/plan-file.ts';
import { planText } from '../../engine/fix/plan/seal.ts';
import { slim } from '../../engine/fix/verify/baseline.ts';
import type { Baseline } from '../../engine/fix/verify/baseline.ts';
import type { Looked } from '../../engine/fix/verify/findings.ts';
import { UserError } from '../../model/error.ts';
import type { Plan } from '../../model/fix.ts';
import type { Json } from '../../model/json.ts';
import { canonicalJson } from '../../model/json.ts';
import type { Files, Result } from '../../model/outside.ts';
import { snapshotOf } from '../../protocols/edge/state.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { zoneFileOf } from '../../providers/export/zone-text.ts';

const idLength = 12;
const maxPlanBytes = 32 * 1024 * 1024;

export const idOf = ({ hash }: Pick<Plan, 'hash'>): string => hash.slice(0, idLength);

/** Plans on disk: a folder each, named by the first digits of the hash, with snapshot, baseline and journal. Readable by the owner only. */
export class Shelf {
  readonly folder: string;
  readonly #files: Files;

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.folder = folder;
  }

  path(plan: Pick<Plan, 'hash'>, name: string): string {
    return `${this.folder}/${idOf(plan)}/${name}`;
  }

  /** The plan, the state it was made from, and the same as a zone file anybody can load without us. */
  async keep(plan: Plan, state: Resources): Promise<void> {
    must(await this.#files.makeFolder(`${this.folder}/${idOf(plan)}`), this.folder);
    await this.#write(plan, 'before.json', `${snapshotOf(state)}\n`);
    await this.#write(plan, 'before.zone', zoneFileOf(plan.zone, state));
    await this.#write(plan, 'plan.json', planText(plan));
    must(await this.#files.write(`${this.folder}/newest`, `${idOf(plan)}\n`), this.folder);
  }

  /** By hash, by file, or the newest. */
  async plan(named: string | undefined): Promise<Plan> {
    const id = named ?? (await this.#newest());
    const isId = /^[0-9a-f]{12,64}$/.test(id);
    const path = isId ? `${this.folder}/${id.slice(0, idLength)}/plan.json` : id;
    const text = await this.#files.readText(path, { maxBytes: maxPlanBytes });
    if (!text.ok) throw noPlan(`${path}: ${text.error.message}`);
    const read = readPlan(text.value);
    if (read.ok) return read.plan;
    throw new UserError(read.isEdited ? 'LR_PLAN_EDITED' : 'LR_PLAN_INVALID', {
      what: `${path} cannot be applied: ${read.problem}.`,
      why: 'Consent is given to a plan as it was made, to the last letter.',
      todo: 'Make a new one with: launch-ready fix plan',
    });
  }

  async plans(): Promise<readonly Plan[]> {
    const listed = await this.#files.list(this.folder);
    const ids = listed.ok
      ? listed.value.filter(({ kind, name }) => kind === 'folder' && /^[0-9a-f]{12}$/.test(name))
      : [];
    const texts = await Promise.all(
      ids.map(({ name }) =>
        this.#files.readText(`${this.folder}/${name}/plan.json`, { maxBytes: maxPlanBytes }),
      ),
    );
    const plans = texts.flatMap((text) => {
      const read = text.ok ? readPlan(text.value) : null;
      return read?.ok === true ? [read.plan] : [];
    });
    return plans.toSorted((a, b) => b.madeAt - a.madeAt);
  }

  async journal(plan: Plan): Promise<Journal> {
    const opened = await Journal.open(this.#files, this.path(plan, 'journal.jsonl'));
    if (opened.ok) return opened.value;
    throw new UserError('LR_JOURNAL_DAMAGED', {
      what: `The journal of plan ${idOf(plan)} cannot be read: ${opened.error.message}.`,
      why: 'Without it nobody can say whether the plan was begun.',
      todo: `Compare the zone with ${this.path(plan, 'before.zone')} by hand, then make a new plan.`,
    });
  }

  async saveBaseline(plan: Plan, baseline: Baseline): Promise<void> {
    await this.#write(plan, 'baseline.json', `${canonicalJson(baseline)}\n`);
  }

  async baseline(plan: Plan): Promise<Baseline | null> {
    const text = await this.#files.readText(this.path(plan, 'baseline.json'), { maxBytes: maxPlanBytes });
    // Guarantee: only saveBaseline writes this file.
    return text.ok ? (JSON.parse(text.value) as Baseline) : null;
  }

  /** What the look saw the plan was made from: the apply compares with it while it is fresh. */
  async saveLooked(plan: Plan, looked: Looked): Promise<void> {
    await this.#write(plan, 'looked.json', `${canonicalJson(slim(looked))}\n`);
  }

  async looked(plan: Plan): Promise<Looked | null> {
    const text = await this.#files.readText(this.path(plan, 'looked.json'), { maxBytes: maxPlanBytes });
    // Guarantee: only saveLooked writes this file.
    return text.ok ? (JSON.parse(text.value) as Looked) : null;
  }

  async saveReceipt(plan: Plan, receipt: unknown): Promise<void> {
    await this.#write(plan, 'receipt.json', `${JSON.stringify(receipt, null, 2)}\n`);
  }

  /** What the provider held when all was as it should be. */
  async saveState(provider: string, state: Resources): Promise<void> {
    must(await this.#files.makeFolder(this.folder), this.folder);
    must(
      await this.#files.write(this.#statePath(provider), `${snapshotOf(state)}\n`, { mode: 0o600 }),
      this.folder,
    );
  }

  async state(provider: string): Promise<Resources | null> {
    const text = await this.#files.readText(this.#statePath(provider), { maxBytes: maxPlanBytes });
    return text.ok ? (JSON.parse(text.value) as Readonly<Record<string, Json>>) : null;
  }

  /** One line per act, never rewritten. */
  async trail(entry: Readonly<Record<string, Json>>): Promise<void> {
    must(await this.#files.makeFolder(this.folder), this.folder);
    must(
      await this.#files.append(`${this.folder}/audit.jsonl`, `${JSON.stringify(entry)}\n`, {
        isFlushed: true,
      }),
      this.folder,
    );
  }

  #statePath(provider: string): string {
    return `${this.folder}/state-${provider.replace(/[^a-z0-9.-]/gi, '_')}.json`;
  }

  async #newest(): Promise<string> {
    const text = await this.#files.readText(`${this.folder}/newest`, { maxBytes: 200 });
    if (text.ok && /^[0-9a-f]{12}$/.test(text.value.trim())) return text.value.trim();
    throw noPlan('No plan was made in this folder yet.');
  }

  async #write(plan: Plan, name: string, text: string): Promise<void> {
    must(await this.#files.write(this.path(plan, name), text, { mode: 0o600 }), this.folder);
  }
}

function must(result: Result<void>, folder: string): void {
  if (result.ok) return;
  throw new UserError('LR_FILE_UNWRITABLE', {
    what: `${folder}: ${result.error.message}`,
    why: 'Nothing is changed without a plan and a snapshot on disk.',
    todo: 'Check the folder and its permissions, or give another with --folder.',
  });
}

const noPlan = (what: string): UserError =>
  new UserError('LR_PLAN_MISSING', {
    what,
    why: 'Only a plan that was made before can be shown or applied.',
    todo: 'Make one with: launch-ready fix plan',
  });
