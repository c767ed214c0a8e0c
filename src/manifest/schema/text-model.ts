import { about, maybe, thing } from './field.ts';
import { absoluteUrl, secretRef, shortText } from './scalars.ts';

/** Who writes drafts, where somebody wants one. */
export const textModel = about(
  maybe(
    thing({
      url: about(
        absoluteUrl,
        'Its interface, like OpenAI’s; /chat/completions is added.',
        'https://api.openai.com/v1',
      ),
      model: about(shortText, 'Its name there.', 'gpt-5-mini'),
      key: about(maybe(secretRef), 'Reference to the key.', 'env:OPENAI_API_KEY'),
    }),
  ),
  'A text model that may draft summaries. Everything sent to it is scrubbed first; nothing it writes counts as measured.',
);
