import { dirname, join, resolve } from 'node:path';
import { inboxesOf, openMailboxes } from '../../journeys/mailboxes/inbox-mailbox.ts';
import { journeyRunner } from '../../journeys/runner.ts';
import type { ManifestJourney } from '../../model/manifest.ts';
import type { JourneyRunner } from '../../model/monitor.ts';

/** Journeys as the watch walks them: inboxes are opened for those that wait for mail, for one walk each. */
export function journeyRoom(cwd: string, manifestPath: string): JourneyRunner {
  const folder = dirname(resolve(cwd, manifestPath));
  const artifactsFolder = join(folder, '.launch-ready', 'journeys');
  return {
    run: async (id, context) => {
      const { journeys, mail } = context.manifest;
      const wanted = withEarlier(id, journeys);
      if (inboxesOf(wanted, mail.inboxes).length === 0)
        return journeyRunner({ folder, mail: null, artifactsFolder }).run(id, context);
      await using mailboxes = await openMailboxes(wanted, mail.inboxes, context);
      return await journeyRunner({ folder, mail: mailboxes, artifactsFolder }).run(id, context);
    },
  };
}

/** A journey may continue others, which are walked with it: their steps count too. */
const withEarlier = (id: string, journeys: readonly ManifestJourney[]): readonly ManifestJourney[] => {
  const isEnough = journeys.filter((journey) => journey.id === id);
  return isEnough.some(({ steps }) => steps.some(({ kind }) => kind === 'mail')) ? journeys : isEnough;
};
