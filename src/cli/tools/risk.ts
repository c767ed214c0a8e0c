import { risk, type OwnerNumbers, type Risk } from '../../tools/risk.ts';
import type { ParsedOptions } from '../command.ts';
import { numberOption, toolRun } from './tool-report.ts';

export const run = toolRun<Risk>({
  answer: (report, options) => risk(report, { watched: new Set(), owner: ownerNumbers(options) }),
  lines: (answer) => [
    `Risk ${answer.band}: ${answer.points} points, ${answer.unknown} questions unanswered`,
    ...answer.byImpact
      .filter((each) => each.points > 0)
      .map((each) => `  ${each.impact.padEnd(15)} ${each.points}`),
    ...(answer.bestFirst.length === 0 ? [] : ['', 'Removes most risk per hour:']),
    ...answer.bestFirst.map(
      (each) => `  ${each.title} (${each.target}): ${each.pointsPerHour} points an hour`,
    ),
    ...(answer.moneyPerDayOfOutage === null
      ? ['', 'Money at stake: give --visitors, --conversion and --order; it is not guessed.']
      : ['', `Money at stake for a day of outage: ${moneyText(answer.moneyPerDayOfOutage)}`]),
    '',
    `How: ${answer.formula}`,
  ],
});

const moneyText = ({ from, to, currency }: NonNullable<Risk['moneyPerDayOfOutage']>): string =>
  `${from} to ${to} ${currency}`;

/** All three or nothing: a figure from half the numbers would be a guess. */
function ownerNumbers(options: ParsedOptions): OwnerNumbers | null {
  const visitorsPerDay = numberOption(options, 'visitors');
  const percent = numberOption(options, 'conversion');
  const orderValue = numberOption(options, 'order');
  if (visitorsPerDay === null || percent === null || orderValue === null) return null;
  return {
    visitorsPerDay,
    conversion: percent / 100,
    orderValue,
    currency: options.text('currency') ?? 'EUR',
  };
}
