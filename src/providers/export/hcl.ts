/** A JSON value in Terraform's language; nested values on lines of their own, indented by `depth` steps. */
export function hcl(value: unknown, depth = 1): string {
  const [inner, outer] = ['  '.repeat(depth + 1), '  '.repeat(depth)];
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[\n${value.map((each) => `${inner}${hcl(each, depth + 1)},`).join('\n')}\n${outer}]`;
  if (typeof value === 'object' && value !== null)
    return `{\n${Object.entries(value)
      .map(([key, each]) => `${inner}${keyText(key)} = ${hcl(each, depth + 1)}`)
      .join('\n')}\n${outer}}`;
  return typeof value === 'string' ? hclText(value) : String(value);
}

const keyText = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? key : hclText(key));

/** HCL reads `${` and `%{` inside quotes as templates; doubled they are text. */
const hclText = (text: string): string => JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);
