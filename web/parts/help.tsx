const keys = [
  ['j', 'next finding'],
  ['k', 'previous finding'],
  ['Enter', 'open or close it'],
  ['/', 'filter'],
  ['Esc', 'leave the filter, close this'],
  ['?', 'this help'],
] as const;

export const KeyboardHelp = () => (
  <dialog id="keyboard-help" aria-labelledby="keyboard-help-title">
    <h2 id="keyboard-help-title">Keyboard</h2>
    <dl class="keys">
      {keys.map(([key, what]) => (
        <div>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
    <form method="dialog">
      <button class="button" type="submit">
        Close
      </button>
    </form>
  </dialog>
);
