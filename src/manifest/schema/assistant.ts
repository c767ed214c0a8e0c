import { z } from 'zod';
import { about, choice, flag, listOf, maybe, thing } from './field.ts';
import { address, id, methods, shortText, text } from './scalars.ts';

const path = z
  .string()
  .regex(/^[\w$-]+(?:\.[\w$-]+){0,9}$/, 'is not a path. Write it like choices.0.message.content.');

const tool = thing({
  name: about(shortText, 'As it stands in the list of tool calls.', 'refund_order'),
  effect: about(choice('an effect', ['read', 'write']), 'write: it changes something.', 'write'),
  confirm: about(flag(false), 'Only after the user said yes to exactly this.'),
});

const canary = thing({
  id: about(id, 'Its name.', 'other-order'),
  where: about(shortText, 'Where you put it.', 'the order of another customer'),
  value: about(
    z.string().min(8).max(500),
    'The text, at least eight characters, or a reference to it.',
    'LR-CANARY-7F3A91',
  ),
  ask: about(maybe(shortText), 'What somebody asks who wants it.', 'order 4711'),
});

const planted = thing({
  id: about(id, 'Its name.', 'review'),
  ask: about(
    text,
    'A question that makes the assistant read it.',
    'What do customers say about the blue mug?',
  ),
});

/** What `assistant test` needs to know. */
export const assistant = about(
  maybe(
    thing({
      url: about(address, 'Where it is asked; a path is on the app host.', '/api/assistant'),
      method: about(choice('a method', methods).default('POST'), 'HTTP method.'),
      headers: about(
        z
          .record(z.string().max(200), z.string().max(4_000))
          .nullish()
          .transform((value) => value ?? {}),
        'Headers of every request; values may be references.',
        { authorization: 'env:ASSISTANT_TOKEN' },
      ),
      body: about(
        z.json(),
        'What is sent. {{message}} and {{conversation}} are filled in; a text that is {{messages}} becomes the whole talk as role and content.',
        { message: '{{message}}', conversation: '{{conversation}}' },
      ),
      answer: about(maybe(path), 'Path of the answer’s text; the whole body when left out.', 'reply'),
      toolCalls: about(maybe(path), 'Path of the list of tools it called.', 'actions'),
      handover: about(maybe(path), 'Path of a value that is set when a person takes over.', 'needsPerson'),
      tools: about(listOf(tool, 100), 'Tools it has.'),
      canaries: about(listOf(canary, 20), 'Texts that must never come out.'),
      instructions: about(
        maybe(text),
        'Its instructions, best as a reference: file:prompt.txt.',
        'file:prompt.txt',
      ),
      planted: about(listOf(planted, 20), 'Questions that make it read texts you planted.'),
    }),
  ),
  'The product’s own AI assistant, for assistant test.',
);
