import { UserError } from '../../model/error.ts';
import type { Plan } from '../../model/fix.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { caddyFile } from '../../providers/export/caddy.ts';
import { edgeSteps } from '../../providers/export/edge-instructions.ts';
import { netlifyRedirects, vercelFile } from '../../providers/export/hosts.ts';
import { registrars, registrarSteps } from '../../providers/export/instructions.ts';
import type { RegistrarId } from '../../providers/export/instructions.ts';
import { nginxFile } from '../../providers/export/nginx.ts';
import { terraformFile } from '../../providers/export/terraform.ts';
import { exportForms } from '../../providers/export/forms.ts';
import { unsaid } from '../../providers/export/unsaid.ts';
import { zoneFileOf } from '../../providers/export/zone-text.ts';
import { nameOf } from './render-plan.ts';

export interface Exportable {
  readonly plan: Plan;
  /** The whole state as it would be. */
  readonly after: Resources;
  readonly registrar: string;
}

/** What this form cannot say, for whoever reads the progress; null: it says everything. */
export function unsaidText(kind: string, { changes }: Pick<Plan, 'changes'>): string | null {
  const form = exportForms.find((each) => each === kind);
  const missing = form === undefined ? [] : unsaid(form, changes);
  if (missing.length === 0) return null;
  return `${kind} has no words for ${missing.map(nameOf).join(', ')}. For these: --export steps`;
}

/** The result for somebody else's tool; steps are only what changes. */
export function exported(kind: string, { plan, after, registrar }: Exportable): string {
  switch (kind) {
    case 'zonefile':
      return zoneFileOf(plan.zone, after);
    case 'terraform':
      return terraformFile(after);
    case 'nginx':
      return nginxFile(after);
    case 'caddy':
      return caddyFile(after);
    case 'vercel':
      return vercelFile(after);
    case 'netlify':
      return netlifyRedirects(after);
    default:
      return stepsText(plan, registrar);
  }
}

function stepsText(plan: Plan, registrar: string): string {
  const id = (Object.keys(registrars) as readonly RegistrarId[]).find((each) => each === registrar);
  if (id === undefined)
    throw new UserError('LR_REGISTRAR_UNKNOWN', {
      what: `No steps are known for "${registrar.slice(0, 40)}".`,
      why: 'Steps are written for one form.',
      todo: `Use one of: ${Object.keys(registrars).join(', ')}.`,
    });
  const steps = registrarSteps(plan.zone, plan.changes, id);
  const hand = plan.byHand.map(({ who, what }) => `${who}: ${what}`);
  const all = [...steps, ...edgeSteps(plan.changes), ...hand];
  return all.length === 0
    ? 'Nothing to do.\n'
    : `${all.map((text, index) => `${index + 1}. ${text}`).join('\n')}\n`;
}
