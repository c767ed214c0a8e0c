import { fix } from '../../model/fix.ts';
import type { WantedResource } from '../../model/fix.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { parseTagList } from '../../protocols/mail/tag-list.ts';
import { textsIn, wantedTexts } from '../../protocols/zone/records/text-edit.ts';

export default fix({
  title: 'Write DKIM key records as today’s receivers read them',
  requirements: ['FIX-5', 'MAIL-2'],
  cures: ['mail/dkim-obsolete-tags', 'mail/dkim-test-mode', 'mail/dkim-hash'],
  needs: { keys: dkimKeys },
  plan: (_finding, { keys }, { state }) => ({
    wanted: keys.selectors.flatMap(({ name }): readonly WantedResource[] => {
      const texts = textsIn(state, name);
      const next = texts.map(cleaned);
      return next.join('\n') === texts.join('\n')
        ? []
        : [
            {
              ...wantedTexts(state, name, next),
              risk: 'ask',
              why: 'The key stays; obsolete and testing tags go.',
            },
          ];
    }),
  }),
});

/** `g=` is history (RFC 6376 appendix C), `t=y` means "do not count this", `h=sha1` forbids every hash in use (RFC 8301). */
function cleaned(text: string): string {
  const { tags } = parseTagList(text);
  if (!tags.some(({ name }) => name === 'p')) return text;
  const kept = tags.flatMap(({ name, value }) => {
    if (name === 'g' || (name === 'h' && !/sha256/i.test(value))) return [];
    if (name !== 't') return [`${name}=${value}`];
    const flags = value.split(':').filter((flag) => flag.trim() !== 'y' && flag.trim() !== '');
    return flags.length === 0 ? [] : [`t=${flags.join(':')}`];
  });
  return kept.length === tags.length && !/(?:^|;)\s*t=[^;]*y/.test(text) ? text : kept.join('; ');
}
