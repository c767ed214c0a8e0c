import type { Files, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { readMessage } from '../message/read-message.ts';

/** What a template file becomes; a part that is not there is not made up. */
export interface TemplateMail {
  readonly subject: string;
  readonly html: string | null;
  readonly text: string | null;
}

const maxBytes = 2 * 1024 * 1024;

/** `.eml` as it is; `.html` with the `.txt` beside it as its text part; `.txt` alone. The subject is the `<title>`, else the file's name. */
export async function readTemplate(
  files: Pick<Files, 'read' | 'readText'>,
  path: string,
): Promise<Result<TemplateMail>> {
  if (/\.eml$/i.test(path)) return fromMail(files, path);
  const text = await files.readText(path, { maxBytes });
  if (!text.ok) return failure(text.error.kind, `template ${path}: ${text.error.message}`);
  const name = path.replace(/^.*[/\\]/, '').replace(/\.[a-z0-9]+$/i, '');
  if (!/\.html?$/i.test(path)) return ok({ subject: name, html: null, text: text.value });
  const beside = await files.readText(path.replace(/\.html?$/i, '.txt'), { maxBytes });
  return ok({
    subject: titleOf(text.value) ?? name,
    html: text.value,
    text: beside.ok ? beside.value : null,
  });
}

async function fromMail(files: Pick<Files, 'read'>, path: string): Promise<Result<TemplateMail>> {
  const bytes = await files.read(path, { maxBytes });
  if (!bytes.ok) return failure(bytes.error.kind, `template ${path}: ${bytes.error.message}`);
  const mail = await readMessage(bytes.value);
  if (!mail.ok) return failure(mail.error.kind, `template ${path}: ${mail.error.message}`);
  return ok({ subject: mail.value.subject, html: mail.value.html, text: mail.value.text });
}

function titleOf(html: string): string | null {
  const title = /<title[^>]{0,200}>([^<]{1,300})<\/title>/i.exec(html)?.[1]?.replace(/\s+/g, ' ').trim();
  return title === undefined || title === '' ? null : title;
}
