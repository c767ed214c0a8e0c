import { OpenStack } from '../../model/open-stack.ts';
import type { ManifestJourney } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import type { JourneyParts } from '../../journeys/work.ts';
import { openSubjectNetwork, readSubject, type Subject } from '../audit/subject.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { chosenJourneyIds } from '../db/subjects.ts';
import { openWalkingParts } from '../smoke/parts.ts';
import { onThisMachine } from './routes.ts';

/** What is asked, through which network, and the journeys that are walked beside. */
export interface LoadSubject extends AsyncDisposable {
  readonly outside: Outside;
  readonly subject: Subject;
  readonly journeys: readonly ManifestJourney[];
  readonly parts: JourneyParts;
}

/** Opens everything a run needs before the first request; a mistake of the user closes what was opened. */
export async function openLoadSubject(context: CommandContext, input: CommandInput): Promise<LoadSubject> {
  await using stack = new OpenStack();
  const aboutProduct = { ...onThisMachine(input), arguments: [] };
  const outside = stack.use(await openSubjectNetwork(context, aboutProduct));
  const subject = await readSubject(outside, aboutProduct);
  const { manifest } = subject;
  const journeys = chosenJourneyIds(manifest, input.options.list('journey'));
  const walking = stack.use(await openWalkingParts(context, input.options, { outside, manifest, journeys }));
  const kept = stack.move();
  return {
    outside,
    subject,
    journeys,
    parts: walking.parts,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
