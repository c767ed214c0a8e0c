import { fail, notApplicable, pass, unknown } from '../../../model/check.ts';
import type { FailDetails, Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import type { BackendKind } from '../../../protocols/backends/backend.ts';
import type { BackendAnswer, BundleBackends } from '../backends.ts';

/** Answers of back ends of some kinds; `isWrong` says which open ones are a fault. Counts only, never data. */
export function judgeAnswers(
  asked: BundleBackends,
  kinds: readonly BackendKind[],
  { isWrong, ...details }: { readonly isWrong: (answer: BackendAnswer) => boolean } & Partial<FailDetails>,
): Verdict {
  if (!asked.isAsked)
    return asked.waiting.some((kind) => kinds.includes(kind))
      ? unknown(asked.why, 'launch-ready audit --active, when these back ends are yours')
      : notApplicable(asked.why);
  const answers = asked.answers.filter(({ kind }) => kinds.includes(kind));
  if (answers.length === 0) return notApplicable('no script names one of the product’s own');
  const open = answers.filter(({ state }) => state === 'open');
  const wrong = open.filter(isWrong);
  const [first] = wrong;
  if (first !== undefined) {
    const others = wrong.length === 1 ? '' : ` (and ${wrong.length - 1} more)`;
    return fail(`${sentenceOf(first)}${others}`, {
      evidence: [
        table(
          'Asked with the key in the script, or none',
          ['back end', 'asked for', 'a stranger reads', 'among it', 'key stands in'],
          wrong.map((each) => [
            `${each.kind} ${each.id}`,
            each.what,
            countOf(each),
            each.sensitive.join(', '),
            each.script,
          ]),
        ),
      ],
      ...details,
    });
  }
  const unclear = answers.find(({ state }) => state === 'unclear');
  if (unclear !== undefined)
    return unknown(
      `${unclear.what} of ${unclear.kind} ${unclear.id} gave no clear answer`,
      'run the audit again',
    );
  const meant = open.length === 0 ? '' : `, ${open.length} show only what looks meant for everybody`;
  return pass(`${answers.length} questions are refused or empty for strangers${meant}`);
}

const countOf = ({ count }: BackendAnswer): string => (count === null ? 'yes' : String(count));

function sentenceOf({ kind, id, what, count, sensitive }: BackendAnswer): string {
  const much = count === null ? '' : `: ${count} ${kind === 'supabase' ? 'rows' : 'entries'}`;
  const among = sensitive.length === 0 ? '' : `, among it ${sensitive.slice(0, 4).join(', ')}`;
  return `strangers read ${what} of ${id}${much}${among}`;
}

export const nameOf = ({ what }: BackendAnswer): string => what.replace(/^(?:table|collection) /, '');
