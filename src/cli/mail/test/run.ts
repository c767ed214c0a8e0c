import { walkAll } from '../../../journeys/walk-all.ts';
import { openInbox } from '../../../mail/inbox/open-inbox.ts';
import { testMails, type MailTestInput } from '../../../mail/run/mail-test.ts';
import { verdictOf, type MailTestResult } from '../../../mail/run/result.ts';
import type { WalkJourney } from '../../../mail/sending/trigger.ts';
import type { BrowserDoor } from '../../../model/outside-browser.ts';
import type { Outside } from '../../../model/outside.ts';
import { writeFile } from '../../audit/output.ts';
import { openSubjectNetwork, readSubject } from '../../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../../command.ts';
import { chosenMails, waitMs } from './choose.ts';
import { testProgress } from './progress.ts';
import { renderMailTest } from './render.ts';
import { sinkOptions } from './sink-options.ts';
import { manifestFolder } from '../../deploy/places.ts';

export const run: CommandRun = async (context, input) => {
  const aboutProduct = { ...input, arguments: [] };
  await using outside = await openSubjectNetwork(context, aboutProduct);
  const subject = await readSubject(outside, aboutProduct);
  const result = await look(context, input, { outside, ...subject });
  if (context.signal.aborted) return exitCodes.interrupted;
  await print(result, context, { input, outside });
  const verdict = verdictOf(result);
  if (verdict === 'good') return exitCodes.ready;
  return verdict === 'failed' ? exitCodes.findings : exitCodes.couldNotLook;
};

async function look(
  context: CommandContext,
  input: CommandInput,
  about: Pick<MailTestInput, 'outside' | 'manifest' | 'profile'>,
): Promise<MailTestResult> {
  const { outside, manifest, profile } = about;
  const { signal } = context;
  const chosen = chosenMails(manifest, input);
  const wait = waitMs(input, profile);
  const sink = await sinkOptions(outside, input.options);
  const folder = manifestFolder(context, input.options);
  const browser = await browserFor(context, input, outside);
  const progress = testProgress(context, input.options);
  return testMails({
    ...about,
    ...chosen,
    folder,
    browser,
    walk: walkerFor({ outside, folder }),
    open: async (inbox) => openInbox(outside, inbox, { signal, sink }),
    isActiveAllowed: input.options.isOn('active'),
    showsAddresses: input.options.isOn('show-addresses'),
    waitMs: wait,
    signal,
    onProgress: progress.show,
  }).finally(progress.end);
}

/** A journey and those it continues, as one visitor; the run asked for is the last word. */
const walkerFor =
  ({ outside, folder }: { readonly outside: Outside; readonly folder: string }): WalkJourney =>
  async (journey, { manifest, mail, signal }) => {
    const parts = {
      outside,
      manifest,
      folder,
      mail,
      baseUrl: null,
      artifactsFolder: null,
      traceparent: null,
    };
    const runs = await walkAll([journey], manifest.journeys, { parts, options: { signal, atOnce: 1 } });
    const run = runs.find((each) => each.journey === journey.id);
    if (run === undefined) throw new Error(`walking ${journey.id} gave no run`);
    return run;
  };

/** Without a browser everything else is proven, and the lack is told once. */
async function browserFor(
  context: CommandContext,
  { options }: CommandInput,
  outside: Outside,
): Promise<BrowserDoor | null> {
  if (!options.isOn('pictures')) return null;
  const found = await outside.browser.find();
  if (found.ok) return outside.browser;
  if (!options.isOn('quiet')) context.stderr(`No pictures: ${found.error.message}\n`);
  return null;
}

async function print(
  result: MailTestResult,
  context: CommandContext,
  to: { readonly input: CommandInput; readonly outside: Outside },
): Promise<void> {
  const { options } = to.input;
  const target = options.text('output');
  const text = await renderMailTest(result, context, { options });
  if (target === undefined) context.stdout(text);
  else await writeFile(context, to.outside, { path: target, text });
  const html = options.text('html');
  if (html === undefined) return;
  await writeFile(context, to.outside, {
    path: html,
    text: await renderMailTest(result, context, { options, as: 'html' }),
  });
}
