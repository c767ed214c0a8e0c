import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { Release } from '../../model/ingest.ts';
import { momentOf } from '../../ingest/errors/event.ts';
import { recordAction } from '../audit-trail.ts';
import { nameOf } from '../auth/caller.ts';
import { markDeploy } from '../deploys/mark-deploy.ts';
import { notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call, Route } from '../http/route.ts';
import type { Server } from '../server.ts';
import { commitsSent, keptCommits, lastCommitOf, releaseBefore } from '../sources/release-commits.ts';
import { assembleBundle, takeChunks, uploadLimits } from '../sources/uploads.ts';

/** What `sentry-cli` asks for, with an API token of ours; the organisation in the path may have any name. */
const base = '/api/0/organizations/:organization';
const version = z.string().trim().min(1).max(200);
const refs = z
  .array(z.object({ repository: z.string().max(200), commit: z.string().max(100) }))
  .max(50)
  .optional();
const moment = z.string().max(40).nullable().optional();
const link = z.string().max(1_000).nullable().optional();

export default routes(
  tool('POST /releases', 'begin a release', async ({ server, body }) => {
    const given = await body(
      z.object({ version, url: link, dateReleased: moment, refs, commits: commitsSent }),
    );
    return json(releaseView(await putRelease(server, given.version, given)), 201);
  }),
  tool('GET /releases/:version', 'one release', async ({ server, param }) => {
    const release = await server.store.ingest.release(param('version'));
    if (release === null) throw notFound('release');
    return json(releaseView(release));
  }),
  tool(
    'PUT /releases/:version',
    'commits of a release, and that it is finished',
    async ({ server, body, param }) => {
      const given = await body(z.object({ url: link, dateReleased: moment, refs, commits: commitsSent }));
      return json(releaseView(await putRelease(server, param('version'), given)));
    },
  ),
  tool('GET /releases/:version/previous-with-commits', 'the release before', async ({ server, param }) => {
    const before = await releaseBefore(server.store, param('version'));
    return json(before === null ? {} : releaseView(before));
  }),
  tool('POST /releases/:version/deploys', 'a release went out', (call) => deployed(call)),
  tool('GET /repos', 'repositories: none are kept', () => json([])),
  tool('GET /chunk-upload', 'how files are sent', ({ server }) => json(uploadView(server))),
  {
    ...tool('POST /chunk-upload', 'parts of files', async ({ server, bytes, headers }) => {
      const type = headers.get('content-type') ?? '';
      const form = await new Response(new Uint8Array(await bytes()), {
        headers: { 'content-type': type },
      }).formData();
      await takeChunks(server.store.ingest, form, server.outside.clock.now());
      return json([]);
    }),
    maxBodyBytes: uploadLimits.requestBytes,
  },
  tool(
    'POST /artifactbundle/assemble',
    'scripts and source maps of a build',
    async ({ server, caller, body }) => {
      const hash = z.string().regex(/^[\da-f]{40}$/);
      const given = await body(z.object({ checksum: hash, chunks: z.array(hash).min(1).max(200) }));
      const done = await assembleBundle(server.store.ingest, given, server.outside.clock.now());
      if (done.state === 'created')
        await recordAction(server, caller, { action: 'uploaded source maps', subject: given.checksum });
      return json(done);
    },
  ),
);

function tool(place: `${'GET' | 'POST' | 'PUT'} /${string}`, about: string, handle: Route['handle']): Route {
  const [method, path] = place.split(' ') as ['GET' | 'POST' | 'PUT', string];
  const access = method === 'GET' ? 'viewer' : 'editor';
  return { method, path: `${base}${path}`, access, about: `sentry-cli: ${about}`, handle };
}

interface ReleaseChange {
  readonly url?: string | null | undefined;
  readonly dateReleased?: string | null | undefined;
  readonly refs?: readonly { readonly repository: string; readonly commit: string }[] | undefined;
  readonly commits?: z.infer<typeof commitsSent>;
}

/** Said twice it is the same release; what is not said stays. */
async function putRelease(server: Server, name: string, change: ReleaseChange): Promise<Release> {
  const now = server.outside.clock.now();
  const known = await server.store.ingest.release(name);
  const finished = momentOf(change.dateReleased ?? undefined);
  const commits = change.commits === undefined ? known?.commits : keptCommits(change.commits);
  const release: Release = {
    version: name,
    createdAt: known?.createdAt ?? now,
    finalizedAt: finished === null ? (known?.finalizedAt ?? null) : unixMs(Math.min(finished, now)),
    url: change.url ?? known?.url ?? null,
    refs: change.refs?.map(({ repository, commit }) => ({ repository, commit })) ?? known?.refs ?? [],
    ...(commits === undefined ? {} : { commits }),
  };
  await server.store.ingest.putRelease(release);
  return release;
}

const dateText = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function releaseView(release: Release): object {
  const { version: name, url, createdAt, finalizedAt, refs: known, commits = [] } = release;
  const last = lastCommitOf(release);
  return {
    version: name,
    shortVersion: name,
    url,
    dateCreated: dateText(createdAt),
    dateReleased: dateText(finalizedAt),
    lastEvent: null,
    newGroups: 0,
    projects: [{ slug: 'product', name: 'product' }],
    refs: known,
    commitCount: commits.length,
    lastCommit: last === null ? null : { id: last },
  };
}

async function deployed({ server, caller, body, param }: Call): Promise<Response> {
  const given = await body(
    z.object({
      environment: z.string().trim().min(1).max(60),
      name: z.string().max(200).nullable().optional(),
      url: link,
      dateStarted: moment,
      dateFinished: moment,
    }),
  );
  const finished = momentOf(given.dateFinished ?? undefined);
  const isAddress = /^https?:\/\//.test(given.url ?? '');
  const marker = await markDeploy(server, caller, {
    version: param('version'),
    environment: given.environment,
    by: nameOf(caller),
    url: isAddress ? (given.url ?? null) : null,
    note: given.name?.trim() || null,
    ...(finished === null ? {} : { at: finished }),
  });
  return json(
    {
      id: marker.id,
      environment: marker.environment,
      name: given.name ?? null,
      url: marker.url,
      dateStarted: given.dateStarted ?? null,
      dateFinished: dateText(marker.at),
    },
    201,
  );
}

const uploadView = ({ config }: Server): object => ({
  url: `${config.publicUrl}/api/0/organizations/launch-ready/chunk-upload/`,
  chunkSize: uploadLimits.chunkBytes,
  chunksPerRequest: uploadLimits.chunksPerRequest,
  maxRequestSize: uploadLimits.requestBytes,
  maxFileSize: 100 * 1024 * 1024,
  concurrency: 1,
  hashAlgorithm: 'sha1',
  compression: ['gzip'],
  accept: ['release_files', 'sources', 'artifact_bundles', 'artifact_bundles_v2'],
});
