import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';

const found = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  confidence: z.enum(['proven', 'likely', 'possible']),
  detail: z.string().nullable(),
  path: z.string(),
  line: z.number(),
  /** First characters, length and fingerprint; never the secret. */
  redacted: z.string(),
  fingerprint: z.string(),
  /** The commit that brought it and its day; null for files of the tree. */
  commit: z.string().nullable(),
  day: z.string().nullable(),
  rotate: z.object({ text: z.string(), url: z.string() }),
});

const schema = z.object({
  isRepository: z.boolean(),
  files: z.number(),
  /** Secrets in the files git tracks or does not ignore; allowed and accepted ones left out. */
  tree: z.array(found),
  /** Secrets only older versions hold. */
  history: z.array(found),
  objects: z.number(),
  /** Whether every version was read; else why not. */
  historyGap: z.string().nullable(),
  /** Tracked files like `.env` with the names they set, at most 50 each. */
  envFiles: z.array(z.object({ path: z.string(), names: z.array(z.string()) })),
  notLookedAt: z.array(z.string()),
});

export type RepositorySecrets = z.infer<typeof schema>;
export type FoundSecret = z.infer<typeof found>;

export default factToken<RepositorySecrets>({
  id: 'secrets/repository',
  target: 'repository',
  about: 'Secrets in the repository’s files and history, redacted, and the env files it tracks',
  schema,
});
