export const composerId = 'composer-input';

/** Puts the caret behind what is written, once the page has rendered it. */
export function focusComposer(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(composerId);
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
}
