import { stringify } from 'yaml';
import { journeysFor, withoutTemplate } from '../../journeys/templates/for-profile.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import { profileFor, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput } from '../command.ts';

/** Prints the journeys of the profile, ready to be put into launch.yaml. Looks at nothing. */
export async function printTemplates(context: CommandContext, input: CommandInput): Promise<number> {
  await using outside = await context.openOutside({});
  const here = await outside.files.stat(input.options.text('manifest') ?? 'launch.yaml');
  const subject = here.ok
    ? await readSubject(outside, { ...input, arguments: [] })
    : { manifest: impliedManifest('example.com'), profile: null };
  const profile = subject.profile ?? profileFor(subject.manifest, input.options.text('profile'));
  const journeys = journeysFor(profile, subject.manifest);
  const without = withoutTemplate(profile);
  context.stdout(
    [
      `# Journeys of the profile ${profile.name} (${profile.title.toLowerCase()}). Paths and texts: make them yours.`,
      '# Mails need an inbox below mail.inboxes; references like env:NAME are read where the journey runs.',
      ...(without.length === 0 ? [] : [`# No template for: ${without.join(', ')}`]),
      stringify({ journeys }, { lineWidth: 0 }),
    ].join('\n'),
  );
  return exitCodes.ready;
}
