import { isAbsolute, join } from 'node:path';
import type { Json } from '../../model/json.ts';
import type { UploadStep } from '../../model/journey.ts';
import { absoluteAddress } from '../addresses.ts';
import { exchange } from '../exchange.ts';
import { forgeryHeaders, formDefaults } from '../forgery.ts';
import { judge } from '../judging.ts';
import { expandJson, expandText } from '../placeholders.ts';
import type { Trouble } from '../trouble.ts';
import { ownTrouble } from '../trouble.ts';
import type { StepWork } from '../work.ts';

const maxFileBytes = 100 * 1024 * 1024;

/** A file as a form sends it (multipart/form-data, RFC 7578), with the hidden fields of the page's form. */
export async function uploadFile(step: UploadStep, work: StepWork): Promise<Trouble | null> {
  const { visitor, parts } = work;
  const written = expandText(step.url, visitor.lookup);
  if (!written.ok) return written.trouble;
  const url = absoluteAddress(written.value, 'api', parts);
  if (url === null) return ownTrouble('address-invalid', `"${written.value.slice(0, 200)}" is no address`);
  const headers = expandJson(step.headers as Json, visitor.lookup);
  if (!headers.ok) return headers.trouble;
  const file = await contentOf(step, work);
  if (!file.ok) return file.trouble;
  const boundary = `----launchready${visitor.run}`;
  const fields = formDefaults(visitor, url, step.method);
  const answered = await exchange(work, {
    method: step.method,
    url,
    headers: {
      ...forgeryHeaders(visitor, new URL(url)),
      ...(headers.value as Readonly<Record<string, string>>),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: multipart(boundary, fields, {
      field: step.field,
      name: file.name,
      type: step.contentType,
      bytes: file.bytes,
    }),
  });
  return answered.ok ? judge(work, answered.answer, step) : answered.trouble;
}

type Content =
  | { readonly ok: true; readonly name: string; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly trouble: Trouble };

async function contentOf({ content }: UploadStep, { parts, visitor }: StepWork): Promise<Content> {
  if ('sizeBytes' in content)
    return {
      ok: true,
      name: `launch-ready-${visitor.run}.bin`,
      bytes: madeUp(content.sizeBytes, visitor.run),
    };
  const path = isAbsolute(content.file) ? content.file : join(parts.folder, content.file);
  const read = await parts.outside.files.read(path, { maxBytes: maxFileBytes });
  if (!read.ok) return { ok: false, trouble: ownTrouble('file-unreadable', read.error.message) };
  return { ok: true, name: path.slice(path.lastIndexOf('/') + 1), bytes: read.value };
}

/** The run's id over and over: what was uploaded can be told from other uploads. */
function madeUp(sizeBytes: number, run: string): Uint8Array {
  return Buffer.alloc(Math.min(sizeBytes, maxFileBytes), `${run}\n`);
}

interface FilePart {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** RFC 7578 sections 4.1 and 4.2; quotes and line breaks of names percent-encoded as browsers do. */
export function multipart(
  boundary: string,
  fields: Readonly<Record<string, string>>,
  file: FilePart,
): Uint8Array {
  const head = (name: string, more: string): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"${more}\r\n`;
  const texts = Object.entries(fields)
    .filter(([name]) => name !== file.field)
    .map(([name, value]) => `${head(name, '')}\r\n${value}\r\n`);
  const begin = `${head(file.field, `; filename="${quoted(file.name)}"`)}content-type: ${file.type}\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(texts.join('') + begin),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

const quoted = (name: string): string =>
  name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
