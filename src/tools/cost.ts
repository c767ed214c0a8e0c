import type { UnixMs } from '../model/brand.ts';
import { priceMaxAgeDays, priceTable, type PriceLine } from './price-table.ts';

/** The owner's own numbers; a null one is not guessed. */
export interface CostInput {
  readonly mailsPerMonth: number | null;
  /** Owner's own lines, like the hosting bill: never guessed by us. */
  readonly own: readonly { readonly service: string; readonly monthlyUsd: number }[];
  /** Per hour of work; null prints hours only. */
  readonly hourlyRate: number | null;
}

export interface Cost {
  readonly schema: 'launch-ready/cost@1';
  readonly mail: readonly MailCost[];
  readonly own: CostInput['own'];
  /** Monthly total of the owner's lines and the cheapest plan, null while something needed is unknown. */
  readonly monthlyUsd: number | null;
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  readonly fix: { readonly hours: number; readonly price: number | null };
  readonly formula: string;
}
export interface MailCost {
  readonly scenario: 0.3 | 1 | 3;
  readonly mailsPerMonth: number;
  readonly service: string;
  readonly plan: string;
  readonly monthlyUsd: number;
  /** Mails a month at which this plan starts to cost more or stops. */
  readonly firstLimit: number;
  readonly source: string;
  readonly readOn: string;
}

const scenarios = [0.3, 1, 3] as const;
const dayMs = 86_400_000;

/** Cheapest plan whose hard limit holds, for x0.3, x1 and x3 of the owner's volume; prices older than 120 days are left out. */
export function cost(input: CostInput, effortMinutes: number, now: UnixMs): Cost {
  const fresh = priceTable.filter((line) => ageDays(line, now) <= priceMaxAgeDays);
  const stale = priceTable.filter((line) => !fresh.includes(line));
  const volume = input.mailsPerMonth;
  const mail =
    volume === null
      ? []
      : scenarios.flatMap((scenario) => cheapest(fresh, scenario, Math.ceil(volume * scenario)));
  const base = mail.find((each) => each.scenario === 1);
  const missing = [
    ...(volume === null ? ['mails per month: --mails'] : []),
    ...(volume !== null && base === undefined
      ? ['a mail price that is not stale and covers this volume']
      : []),
    ...(input.own.length === 0 ? ['what hosting, database and CDN cost: --own service=amount'] : []),
  ];
  const hours = Math.round((effortMinutes / 60) * 10) / 10;
  return {
    schema: 'launch-ready/cost@1',
    mail,
    own: input.own,
    monthlyUsd:
      missing.length > 0
        ? null
        : round((base?.monthlyUsd ?? 0) + input.own.reduce((sum, each) => sum + each.monthlyUsd, 0)),
    missing,
    stale: stale.map((line) => `${line.service} ${line.plan} (read ${line.readOn})`),
    fix: { hours, price: input.hourlyRate === null ? null : Math.round(hours * input.hourlyRate) },
    formula:
      'base + max(0, mails - included) / 1000 x overage; the cheapest plan that has no hard limit below the volume',
  };
}

function cheapest(
  lines: readonly PriceLine[],
  scenario: MailCost['scenario'],
  mails: number,
): readonly MailCost[] {
  const options = lines.flatMap((line) => {
    const monthlyUsd = priceOf(line, mails);
    return monthlyUsd === null ? [] : [{ line, monthlyUsd }];
  });
  const best = options.toSorted(
    (a, b) => a.monthlyUsd - b.monthlyUsd || (a.line.service < b.line.service ? -1 : 1),
  )[0];
  if (best === undefined) return [];
  const { service, plan, included, source, readOn } = best.line;
  return [
    {
      scenario,
      mailsPerMonth: mails,
      service,
      plan,
      monthlyUsd: best.monthlyUsd,
      firstLimit: included,
      source,
      readOn,
    },
  ];
}

/** Null: the plan ends before this volume. */
export function priceOf(line: PriceLine, mails: number): number | null {
  const over = Math.max(0, mails - line.included);
  if (over > 0 && line.overageUsdPerThousand === null) return null;
  return round(line.monthlyUsd + (over / 1000) * (line.overageUsdPerThousand ?? 0));
}

const ageDays = (line: PriceLine, now: UnixMs): number =>
  (now - Date.parse(`${line.readOn}T00:00:00Z`)) / dayMs;
const round = (value: number): number => Math.round(value * 100) / 100;
