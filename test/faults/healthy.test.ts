import { describe, expect, it } from 'vitest';
import { storyNames } from '../../src/world/story.ts';
import { auditWorld } from './audit-world.ts';
import { signature } from './planted.ts';

describe('the healthy twin', () => {
  for (const story of storyNames) {
    it(`${story}: nothing above low, nothing unknown that could block`, async () => {
      const { report } = await auditWorld({ story });
      expect(report.findings.filter((each) => each.severity !== 'low').map(signature)).toEqual([]);
      expect(report.unknown.filter((each) => each.severity === 'blocker')).toEqual([]);
      expect(report.verdict).toBe('ship');
    });
  }
});
