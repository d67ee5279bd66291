// A field to type in, with a list beneath that one may choose from: fields, values with their counts, people.
// The pattern is the combobox with a listbox of WAI-ARIA.

import { filled, h, icon } from "./dom.js";

/** @typedef {import("./types.d.ts").Choice} Choice */

const PAUSE = 120;
let made = 0;

/**
 * @param {object} how
 * @param {string} how.label
 * @param {string} how.key
 * @param {string} [how.text] what stands in it
 * @param {string} [how.open] what stands there when it is empty
 * @param {(text: string) => Promise<Choice[] | null> | Choice[]} how.find
 * @param {(choice: Choice) => void} how.choose
 * @param {(text: string) => void} [how.typed] hears every letter
 * @param {(text: string) => void} [how.enter] takes what was typed, when nothing is chosen from the list
 * @param {{none: string, some: string}} how.found texts for screen readers
 */
export function combobox(how) {
  const id = `akb-list-${++made}`;
  const list = h("ul", { id, role: "listbox", "aria-label": how.label, class: "akb-list", hidden: true });
  const status = h("span", { class: "akb-hidden", role: "status" });
  const input = h("input", {
    type: "text", role: "combobox", "aria-label": how.label, "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": id, autocomplete: "off", spellcheck: "false", key: how.key, class: "akb-input",
    placeholder: how.open, value: how.text ?? "",
  });
  /** @type {Choice[]} */ let shown = [];
  let active = -1;
  let asked = 0;
  let behind = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let pause;

  /** @param {boolean} open */
  function open(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }

  /** @param {number} place */
  function mark(place) {
    active = place;
    for (const [one, item] of [...list.querySelectorAll("[role=option]")].entries()) {
      item.setAttribute("aria-selected", String(one === place));
      if (one === place) {
        input.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
      }
    }
    if (place < 0) input.removeAttribute("aria-activedescendant");
  }

  async function search() {
    const mine = ++asked;
    const found = await how.find(input.value);
    if (mine !== asked || !found || !input.isConnected) return;
    shown = found;
    behind = false;
    list.setAttribute("aria-busy", "false");
    let heading = "";
    list.replaceChildren(
      ...found.flatMap((choice, place) => {
        const item = h("li", { id: `${id}-${place}`, role: "option", "aria-selected": "false", class: "akb-choice" },
          choice.icon && icon(choice.icon), h("span", {}, choice.label),
          choice.beside !== undefined && h("span", { class: "akb-beside" }, choice.beside));
        item.addEventListener("mousedown", (/** @type {MouseEvent} */ event) => event.preventDefault());
        item.addEventListener("click", () => choose(choice));
        if (!choice.heading || choice.heading === heading) return [item];
        heading = choice.heading;
        return [h("li", { role: "presentation", class: "akb-heading" }, heading), item];
      }),
    );
    if (!found.length) list.append(h("li", { role: "presentation", class: "akb-heading" }, how.found.none));
    status.textContent = found.length ? filled(how.found.some, found.length) : how.found.none;
    if (document.activeElement === input || input.getRootNode().activeElement === input) open(true);
    mark(-1);
  }

  /** @param {Choice} choice */
  function choose(choice) {
    open(false);
    how.choose(choice);
  }

  input.addEventListener("input", () => {
    how.typed?.(input.value);
    behind = true;
    asked++; // what was looked for before these letters is not shown any more
    list.setAttribute("aria-busy", "true");
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  input.addEventListener("focus", () => {
    if (how.text) input.select();
  });
  input.addEventListener("click", () => list.hidden && search());
  input.addEventListener("blur", () => {
    clearTimeout(pause);
    asked++;
    open(false);
  });
  input.addEventListener("keydown", async (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      clearTimeout(pause);
      if (list.hidden || behind) await search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (shown.length) mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(pause);
      if (active >= 0) choose(shown[active]);
      else if (how.enter) {
        asked++;
        open(false);
        how.enter(input.value);
      } else {
        await search();
        if (input.value && shown.length) choose(shown[0]);
      }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      open(false);
    }
  });
  return h("span", { class: "akb-combobox" }, input, list, status);
}
