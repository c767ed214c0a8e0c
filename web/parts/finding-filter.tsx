import type { Severity, Stage } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';

const severityOrder: readonly Severity[] = ['blocker', 'high', 'medium', 'low'];

/** Filters by severity, area and words. Their state lives in the address; the script shows and runs them. */
export function FindingFilter({ findings }: { readonly findings: readonly Finding[] }) {
  const severities = severityOrder.filter((severity) => findings.some((each) => each.severity === severity));
  const stages = [...new Set<Stage>(findings.map((each) => each.stage))].toSorted();
  return (
    <form class="filter" role="search" aria-label="Filter findings" data-finding-filter hidden>
      <div class="segments" role="group" aria-label="Severity">
        <button class="button" type="button" data-severity-choice="" aria-pressed={true}>
          all
        </button>
        {severities.map((severity) => (
          <button class="button" type="button" data-severity-choice={severity} aria-pressed={false}>
            {severity}
          </button>
        ))}
      </div>
      <label>
        <span class="visually-hidden">Area</span>
        <select name="area">
          <option value="">every area</option>
          {stages.map((stage) => (
            <option value={stage}>{stage}</option>
          ))}
        </select>
      </label>
      <label class="filter-words">
        <span class="visually-hidden">Words</span>
        <input name="q" type="search" placeholder="Filter findings" autocomplete="off" />
      </label>
      <output class="label" aria-live="polite" />
    </form>
  );
}
