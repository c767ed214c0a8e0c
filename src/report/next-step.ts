import { plural } from '../model/words.ts';
import type { NextStep, Report } from '../model/report.ts';

/** What to do after reading, as one sentence and one command. Pure: every renderer says the same. */
export function nextStep(report: Report): NextStep {
  const { domain, isDeclared } = report.subject;
  const subject = isDeclared ? '' : ` ${domain}`;
  if (report.verdict === 'could not look')
    return {
      text: 'Check the spelling of the domain and the network you look from, then look again.',
      command: `launch-ready audit ${domain}`,
    };
  const curable = report.findings.filter((finding) => finding.fixes.length > 0).length;
  if (curable > 0)
    return {
      text: `See the exact changes that cure ${curable} of ${plural(report.findings.length, 'finding')}; nothing is touched before you confirm.`,
      command: `launch-ready fix plan${subject}`,
    };
  if (report.findings.length > 0)
    return {
      text: `Work through ${report.findings.length === 1 ? 'the finding' : `the ${report.findings.length} findings`} from the top, then look again.`,
      command: `launch-ready audit${subject}`,
    };
  const [question] = report.unknown;
  if (question !== undefined)
    return { text: `Answer what is unknown: ${question.remedy}`, command: `launch-ready audit${subject}` };
  return {
    text: 'Keep it that way: watch production from now on.',
    command: isDeclared ? 'launch-ready watch plan' : `launch-ready init ${domain}`,
  };
}
