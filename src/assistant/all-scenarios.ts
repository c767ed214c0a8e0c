import type { AssistantCategory } from '../model/assistant.ts';
import { crossUser } from './corpus/cross-user.ts';
import { directInjection } from './corpus/direct-injection.ts';
import { escalation } from './corpus/escalation.ts';
import { exfiltration } from './corpus/exfiltration.ts';
import { indirectInjection } from './corpus/indirect-injection.ts';
import { ordinaryQuestions } from './corpus/ordinary-questions.ts';
import { promptExtraction } from './corpus/prompt-extraction.ts';
import { toolUse } from './corpus/tool-use.ts';
import type { Corpus, NamedScenario } from './scenario.ts';

const corpora: Readonly<Record<AssistantCategory, Corpus>> = {
  exfiltration,
  'cross-user': crossUser,
  'tool-use': toolUse,
  'indirect-injection': indirectInjection,
  'direct-injection': directInjection,
  'prompt-extraction': promptExtraction,
  escalation,
  'ordinary-questions': ordinaryQuestions,
};

/** Every scenario, ordinary questions first: who does not answer those is not worth attacking. */
export const allScenarios: readonly NamedScenario[] = (
  Object.entries(corpora) as readonly (readonly [AssistantCategory, Corpus])[]
)
  .toReversed()
  .flatMap(([category, corpus]) =>
    Object.entries(corpus).map(([name, scenario]) => ({ ...scenario, id: `${category}/${name}`, category })),
  );
