/** A command one may paste. The button works with script only and is shown by it. */
export function Paste({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <div class="paste">
      <code>{text}</code>
      <button class="button" type="button" data-copy hidden aria-label={`Copy ${what}`}>
        Copy
      </button>
    </div>
  );
}
