import type { FaultId } from './fault.ts';
import type { WorldPlan } from './plan.ts';

export const storyNames = ['waitlist', 'community', 'booking', 'mobile', 'ecommerce'] as const;
export type StoryName = (typeof storyNames)[number];

/** A launch as it really goes: who, how far, what is broken, and the manifest that product would have. */
export interface Story {
  readonly title: string;
  /** Two or three sentences for the top of the demo. */
  readonly tale: string;
  readonly faults: readonly FaultId[];
  /** The parts of `launch.yaml` that differ from the common ones, by section. */
  readonly manifest: (plan: WorldPlan) => Readonly<Record<string, unknown>>;
}

export const story = (definition: Story): Story => definition;

export async function storyNamed(name: StoryName): Promise<Story> {
  // Guarantee: every name has its file, and test/conformance/world-stories reads them all.
  const module = (await import(
    new URL(`stories/${name}${import.meta.url.slice(-3)}`, import.meta.url).href
  )) as { readonly default: Story };
  return module.default;
}
