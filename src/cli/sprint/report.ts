import { UserError } from '../../model/error.ts';
import { canonicalJson } from '../../model/json.ts';
import type { ClientMaterial } from '../../report/sprint/client-page.ts';
import { sprintClientPage } from '../../report/sprint/client-page.ts';
import { renderSectionsHtml } from '../../report/sections/html.ts';
import { renderSectionsMarkdown } from '../../report/sections/markdown.ts';
import { readiness } from '../../tools/readiness.ts';
import { writeFile } from '../audit/output.ts';
import { webBundle } from '../audit/render.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { lookAtSprint, openSprintNetwork, startFile } from './look.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openSprintNetwork(context, input);
  const looked = await lookAtSprint(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  if (looked.isFirst) throw notBegun();
  const { start, now, sprint } = looked;
  const points = { before: readiness(start).score, after: readiness(now).score };
  const output = input.options.text('output');
  const text = await rendered(
    { ...looked, readiness: points },
    formatOf(input.options.isOn('json') ? 'json' : input.options.text('format'), output),
  );
  if (output === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: output, text });
  return sprint.after === 'could not look' ? exitCodes.couldNotLook : exitCodes.ready;
};

type ClientFormat = 'md' | 'html' | 'json';

/** What is asked for; a file named .html is HTML without being asked. */
function formatOf(asked: string | undefined, output: string | undefined): ClientFormat {
  if (asked === 'html' || asked === 'json') return asked;
  return output !== undefined && /\.html?$/.test(output) ? 'html' : 'md';
}

async function rendered(material: ClientMaterial, format: ClientFormat): Promise<string> {
  const page = sprintClientPage(material);
  if (format === 'json') return `${canonicalJson({ schema: 'launch-ready/sprint-report@1', ...page })}\n`;
  return format === 'md'
    ? renderSectionsMarkdown(page)
    : renderSectionsHtml(page, (await webBundle()).renderSections);
}

const notBegun = (): UserError =>
  new UserError('LR_FACTS_INVALID', {
    what: `No sprint was begun here: there is no ${startFile} beside the manifest.`,
    why: 'A report of before and after needs a before.',
    todo: 'Begin one with: launch-ready sprint',
  });
