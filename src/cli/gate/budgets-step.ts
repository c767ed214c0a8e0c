import { z } from 'zod';
import { severities } from '../../model/check.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { plural } from '../../model/words.ts';
import type { GatePlan } from '../../deploy/gate.ts';

/** The parts of a saved report the gate reads; everything else may change. */
const saved = z.object({
  schema: z.literal('launch-ready/report@1'),
  judgedAt: z.number(),
  findings: z.array(
    z.object({
      title: z.string(),
      found: z.string(),
      severity: z.enum(severities),
      stage: z.string(),
      fix: z.string(),
      target: z.object({ name: z.string() }),
    }),
  ),
  passed: z.array(z.object({ stage: z.string() })),
  unknown: z.array(z.object({ stage: z.string(), text: z.string(), remedy: z.string() })),
});

const budgetStages = new Set(['performance', 'pages', 'caching']);
const maxAgeMs = 7 * 86_400_000;
const maxBytes = 64 * 1024 * 1024;

/** Budgets of pages and routes, as a saved report found them. */
export const budgetsStep = (path: string | null): GatePlan => ({
  id: 'budgets',
  title: 'Budgets held',
  run: async ({ outside }) => {
    if (path === null)
      return {
        status: 'skipped',
        found: 'no saved report was given',
        todo: 'Give one: --report report.json, made by launch-ready audit --json --output report.json',
      };
    const text = await outside.files.readText(path, { maxBytes });
    const report = text.ok ? parsed(text.value) : null;
    const unreadable = 'Make a new one: launch-ready audit --json --output report.json';
    if (report === null)
      return { status: 'unknown', found: `${path} is no saved report that can be read`, todo: unreadable };
    const ageMs = outside.clock.now() - report.judgedAt;
    if (ageMs > maxAgeMs)
      return {
        status: 'unknown',
        found: `${path} is ${Math.round(ageMs / 86_400_000)} days old`,
        todo: unreadable,
      };
    const own = report.findings.filter(({ stage }) => budgetStages.has(stage));
    const bad = own.filter(({ severity }) => severity === 'blocker' || severity === 'high');
    const problems = own.map(({ title, found, severity, target }): GateProblem => ({
      text: `${target.name}: ${title} (${found})`,
      severity,
      path: null,
      line: null,
    }));
    const [worst] = bad;
    if (worst !== undefined)
      return {
        status: 'fail',
        found: `${plural(bad.length, 'budget')} broken, such as ${worst.title} (${worst.found})`,
        todo: worst.fix,
        problems,
      };
    const held = report.passed.filter(({ stage }) => budgetStages.has(stage)).length;
    const [open] = report.unknown.filter(({ stage }) => budgetStages.has(stage));
    if (held === 0)
      return {
        status: 'unknown',
        found: open?.text ?? `${path} says nothing about budgets`,
        todo: open?.remedy ?? unreadable,
        problems,
      };
    return { status: 'pass', found: `${plural(held, 'budget')} held`, problems };
  },
});

function parsed(text: string): z.infer<typeof saved> | null {
  try {
    const result = saved.safeParse(JSON.parse(text) as unknown);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}
