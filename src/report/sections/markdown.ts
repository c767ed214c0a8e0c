import type { SectionedPage } from '../../model/sections.ts';
import { mdText } from '../markdown/escape.ts';
import { evidenceSection } from '../markdown/finding.ts';

/** The page as GitHub-flavoured Markdown; texts from strangers stay texts. */
export function renderSectionsMarkdown(page: SectionedPage): string {
  const parts = [
    `# ${mdText(page.title)}`,
    mdText(page.subject),
    `**${mdText(page.headline)}**`,
    page.numbers.map(({ name, value }) => `- ${mdText(value)} ${mdText(name)}`).join('\n'),
    ...page.sections.flatMap(({ title, hint, evidence }) => [
      `## ${mdText(title)}`,
      ...(hint === '' ? [] : [mdText(hint)]),
      ...evidence.map(evidenceSection),
    ]),
    ...page.footer.map((text) => `<sub>${mdText(text)}</sub>`),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
