import { createHash } from 'node:crypto';
import type { Finding } from '../../../../src/model/finding.ts';

type Defaulted = 'confidence' | 'fixes' | 'fingerprint' | 'sources' | 'evidence' | 'requirements';
export type FindingSketch = Omit<Finding, Defaulted> & Partial<Finding>;

/** A finding as an audit would make it; the fingerprint is made of check and target like the engine's. */
export const sampleFinding = (sketch: FindingSketch): Finding => ({
  confidence: 'proven',
  fixes: [],
  sources: [],
  evidence: [],
  requirements: [],
  fingerprint: createHash('sha256')
    .update(`${sketch.check}\n${sketch.target.kind}:${sketch.target.name}`)
    .digest('hex')
    .slice(0, 12),
  ...sketch,
});
