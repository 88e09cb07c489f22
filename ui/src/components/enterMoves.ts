// Keyboard of a form: Enter moves on to the next field, as clerks expect; Shift+Enter is a new line.

const FIELDS =
  'input:not([type=hidden]):not([type=file]):not([type=checkbox]):not([disabled]), textarea:not([disabled]), [data-enter-stop]';

/** Moves to the next field of the form that the event happened in. Use as `@keydown.enter`. */
export function enterMoves(event: KeyboardEvent): void {
  // While an input method composes, Enter takes the proposed characters.
  if (event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const target = event.target;
  if (!(target instanceof HTMLElement) || event.defaultPrevented) return;
  if (!target.matches(FIELDS)) return;
  const form = target.closest('form');
  if (!form) return;
  event.preventDefault();
  const fields = [...form.querySelectorAll<HTMLElement>(FIELDS)].filter(
    (field) => !field.closest('[hidden]'),
  );
  fields[fields.indexOf(target) + 1]?.focus();
}
