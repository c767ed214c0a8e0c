import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { Release, ReleaseCommit } from '../../model/ingest.ts';
import type { Store } from '../../model/store.ts';
import { momentOf } from '../../ingest/errors/event.ts';
import { nameText } from '../../ingest/inside/origin.ts';
import { scrubText } from '../../protocols/logs/scrub.ts';

const limits = { sent: 1_000, commits: 100, files: 100, text: 200, looked: 50 } as const;
const text = z.string().max(100_000).nullable().optional();

/** As `sentry-cli` tells them: newest first, with the files of each. */
export const commitsSent = z
  .array(
    z.object({
      id: z.string().min(1).max(100),
      message: text,
      author_name: text,
      timestamp: z.string().max(40).nullable().optional(),
      patch_set: z
        .array(z.object({ path: z.string().max(4_000) }))
        .max(50_000)
        .nullable()
        .optional(),
    }),
  )
  .max(limits.sent)
  .optional();

/** What is kept of commits: the first line, the name of the author, the files; no mail address. */
export const keptCommits = (sent: NonNullable<z.infer<typeof commitsSent>>): readonly ReleaseCommit[] =>
  sent.slice(0, limits.commits).map(({ id, message, author_name: author, timestamp, patch_set: patches }) => {
    const at = momentOf(timestamp ?? undefined);
    const name = scrubText(nameText(author, limits.text));
    return {
      id: nameText(id, 100),
      author: name === '' ? null : name,
      message: scrubText(nameText((message ?? '').split('\n', 1)[0], limits.text)),
      at: at === null ? null : unixMs(Math.round(at)),
      files: (patches ?? []).slice(0, limits.files).map(({ path }) => nameText(path, limits.text)),
    };
  });

/** The newest release before this one whose commits or last commit are known. */
export async function releaseBefore(store: Pick<Store, 'ingest'>, version: string): Promise<Release | null> {
  const all = await store.ingest.releases(limits.looked);
  const at = all.findIndex((release) => release.version === version);
  return all.slice(at + 1).find((release) => lastCommitOf(release) !== null) ?? null;
}

export const lastCommitOf = ({ commits = [], refs }: Release): string | null =>
  commits[0]?.id ?? refs[0]?.commit ?? null;
