import { absoluteAddress } from '../../journeys/addresses.ts';
import type { DeployAtWork, StepOutcome } from '../at-work.ts';
import type { DeployParts } from '../parts.ts';
import { isVersion, seeVersion } from '../version.ts';
import type { SeenVersion } from '../version.ts';

/** So many looks in a row must agree: behind a balancer the first one may be lucky. */
const looksInARow = 3;

export type Awaited = { readonly is: string } | { readonly isNot: readonly string[] };

export function versionAddress({ manifest, journeys }: DeployParts): string | null {
  const { versionUrl } = manifest.deploy;
  if (versionUrl === null) return null;
  return absoluteAddress(versionUrl, 'page', { manifest, baseUrl: journeys.baseUrl });
}

/** Waits until the product itself says that the awaited release answers, several times in a row. */
export async function waitVisible(work: DeployAtWork, awaited: Awaited): Promise<StepOutcome> {
  const { parts } = work;
  const url = versionAddress(parts);
  if (url === null)
    return {
      status: 'unknown',
      found: 'deploy.versionUrl is not declared: nobody can tell which release answers',
    };
  if ('isNot' in awaited && awaited.isNot.length === 0)
    return { status: 'unknown', found: 'The release has no name to look for, and none was seen before' };
  const { clock } = parts.outside;
  const startedMs = clock.monotonicMs();
  let inARow = 0;
  let looks = 0;
  let last: SeenVersion = { values: [], text: 'nothing was seen' };
  while (clock.monotonicMs() - startedMs < parts.settings.visibleMs && !parts.signal.aborted) {
    last = await seeVersion(parts.outside, url, parts.signal);
    looks += 1;
    inARow = isAwaited(last, awaited) ? inARow + 1 : 0;
    const tookMs = clock.monotonicMs() - startedMs;
    if (inARow >= looksInARow)
      return { status: 'done', found: `${last.text}, seen after ${seconds(tookMs)}` };
    await clock.sleep(inARow > 0 ? parts.settings.lookEveryMs / 4 : parts.settings.lookEveryMs, parts.signal);
  }
  const wanted = 'is' in awaited ? `${awaited.is} was not seen` : 'the release did not change';
  return {
    status: 'failed',
    found: `After ${seconds(clock.monotonicMs() - startedMs)} and ${looks} looks ${wanted}: ${last.text}`,
  };
}

const isAwaited = ({ values }: SeenVersion, awaited: Awaited): boolean =>
  'is' in awaited
    ? isVersion(values, awaited.is)
    : values.length > 0 && !awaited.isNot.some((old) => isVersion(values, old));

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
