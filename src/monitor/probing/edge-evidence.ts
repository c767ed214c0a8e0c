import type { HttpResponse } from '../../model/outside-http.ts';
import { edgeNameOf } from '../cause/clue.ts';

const tellingHeaders = /^(?:server|via|cf-ray|x-(?:amz-cf-id|fastly-request-id|served-by|vercel-id|edge))$/;

/** `x-edge: Cloudflare` where an answer shows who stands in front: when it is gone, the last good answer still says so. */
export function edgeEvidence({ headers }: HttpResponse): readonly string[] {
  const telling = headers.filter(([name]) => tellingHeaders.test(name));
  if (telling.length === 0) return [];
  const edge = edgeNameOf({ evidence: telling.map(([name, value]) => `${name}: ${value.slice(0, 100)}`) });
  return edge === null ? [] : [`x-edge: ${edge.slice(0, 60)}`];
}
