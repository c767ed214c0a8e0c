import { UserError } from '../../model/error.ts';
import { cost, type Cost, type CostInput } from '../../tools/cost.ts';
import { numberOption, toolRun } from './tool-report.ts';

export const run = toolRun<Cost>({
  answer: (report, options) => {
    const effort = report.findings.reduce((sum, each) => sum + each.effortMinutes, 0);
    const input: CostInput = {
      mailsPerMonth: numberOption(options, 'mails'),
      own: options.list('own').map(ownLine),
      hourlyRate: numberOption(options, 'rate'),
    };
    return cost(input, effort, report.judgedAt);
  },
  lines: (answer) => [
    answer.monthlyUsd === null ? 'Monthly cost: not known yet' : `Monthly cost: ${answer.monthlyUsd} USD`,
    ...answer.missing.map((each) => `  ○ missing: ${each}`),
    ...answer.mail.map(
      (each) =>
        `  x${each.scenario}: ${each.mailsPerMonth} mails, ${each.service} ${each.plan} ${each.monthlyUsd} USD, first limit at ${each.firstLimit} (${each.source}, ${each.readOn})`,
    ),
    ...answer.own.map((each) => `  ${each.service}: ${each.monthlyUsd} USD (yours)`),
    ...(answer.stale.length === 0 ? [] : [`  left out, too old: ${answer.stale.join(', ')}`]),
    `Fixing what is open: ${answer.fix.hours} hours${answer.fix.price === null ? '' : `, ${answer.fix.price} at your rate`}`,
    '',
    `How: ${answer.formula}`,
  ],
});

function ownLine(text: string): CostInput['own'][number] {
  const [service = '', amount = ''] = text.split('=', 2);
  const monthlyUsd = Number(amount);
  if (service !== '' && amount !== '' && Number.isFinite(monthlyUsd) && monthlyUsd >= 0)
    return { service, monthlyUsd };
  throw new UserError('LR_NUMBER_INVALID', {
    what: `--own ${text.slice(0, 60)} is not service=amount.`,
    why: 'Bills are added up as you give them.',
    todo: 'Give it like --own hosting=25.',
  });
}
