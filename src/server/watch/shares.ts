import { createHash } from 'node:crypto';

/**
 * Which replica looks at which monitor: the one whose name and the monitor's hash highest together (rendezvous hashing). Each knows it
 * without asking; when a replica comes or goes only its own share moves.
 */
export function ownerOf(monitor: string, replicas: readonly string[]): string | null {
  let best: { readonly replica: string; readonly weight: number } | null = null;
  for (const replica of replicas) {
    const weight = createHash('sha256').update(`${replica}\0${monitor}`).digest().readUInt32BE(0);
    if (best === null || weight > best.weight || (weight === best.weight && replica < best.replica))
      best = { replica, weight };
  }
  return best?.replica ?? null;
}
