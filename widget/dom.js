// Elements without markup: a text is always a text, whatever stands in it.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Make an element. `attributes` are attributes as HTML names them; `on` in it are listeners, `key` is by what
 * the focus is found again after the element was made anew.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "key") element.dataset.key = value;
    else if (name === "value") /** @type {any} */ (element).value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.flat().filter((one) => one || one === "")));
  return element;
}

const PATHS = /** @type {Record<string, string>} */ ({
  text: "M3 4h10M8 4v9M6 13h4",
  number: "M6 3 5 13M11 3l-1 10M3 6h10M3 10h10",
  moment: "M3 4h10v9H3zM3 7h10M6 2v3M10 2v3",
  option: "M8 3a5 5 0 1 0 .01 0M8 6.5a1.5 1.5 0 1 0 .01 0",
  several: "M3 3h10v10H3zM5.5 8l2 2 3-4",
  user: "M8 3a2.5 2.5 0 1 0 .01 0M3.5 13c0-5 9-5 9 0",
  related: "M3 5h8M9 3l2 2-2 2M13 11H5M7 9l-2 2 2 2",
  segment: "M6 4a4 4 0 1 0 .01 0M10 4a4 4 0 1 0 .01 0",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  into: "M3 3v10h3M13 8H6M9 5 6 8l3 3",
  out: "M13 3v10h-3M3 8h7M7 5l3 3-3 3",
  duplicate: "M3 3h7v7H3zM6 10v3h7V6h-3",
  remove: "M4 4l8 8M12 4l-8 8",
  negate: "M8 2.5a5.5 5.5 0 1 0 .01 0M4 12 12 4",
  drag: "M6 3v.01M10 3v.01M6 8v.01M10 8v.01M6 13v.01M10 13v.01",
  undo: "M6 3 3 6l3 3M3 6h6a4 4 0 0 1 0 8H6",
  redo: "M10 3l3 3-3 3M13 6H7a4 4 0 0 0 0 8h3",
  add: "M8 3v10M3 8h10",
  warn: "M8 2 14.5 13.5h-13zM8 6v4M8 11.8v.01",
});

/** A small drawing; what it means stands beside it, or in the label of its button. @param {string} name */
export function icon(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", "akb-icon");
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.text);
  drawing.append(path);
  return drawing;
}

/**
 * A button; one with a drawing only has its label for screen readers and as a tip.
 * @param {string} label
 * @param {() => void} press
 * @param {{drawing?: string, bare?: boolean, key?: string, off?: boolean, pressed?: boolean, name?: string}} [how]
 */
export function button(label, press, how = {}) {
  const attributes = {
    type: "button",
    class: how.bare ? "akb-bare" : "akb-button",
    key: how.key,
    disabled: how.off,
    "aria-pressed": how.pressed === undefined ? undefined : String(how.pressed),
    "aria-label": how.bare ? label : how.name,
    title: how.bare ? label : undefined,
    on: { click: press },
  };
  return h("button", attributes, how.drawing && icon(how.drawing), !how.bare && label);
}

// How long one may go on typing in a list before what it stands at is taken.
const TYPING = 700;

/** Whether the focus has gone on by itself, to where a drawing leaves it. */
export const focus = { wentOn: false };

/**
 * Hear what is chosen. Who types in a closed list changes it with every letter: that is taken at the pause, or
 * when one goes on, so that the list is not drawn anew under the keys.
 * @param {HTMLSelectElement} list @param {(value: string) => void} choose
 */
function choosing(list, choose) {
  let pressed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ let waiting;
  const take = () => {
    clearTimeout(waiting);
    waiting = undefined;
    choose(list.value);
  };
  list.addEventListener("keydown", (event) => {
    pressed = event.key !== "Enter";
    // Taken before the focus goes on, which then does so from the list as it is drawn anew.
    if (event.key === "Tab" && waiting !== undefined) take();
  });
  list.addEventListener("mousedown", () => (pressed = false));
  list.addEventListener("change", () => {
    clearTimeout(waiting);
    if (pressed) waiting = setTimeout(take, TYPING);
    else take();
  });
  list.addEventListener("blur", () => {
    if (waiting === undefined) return;
    clearTimeout(waiting);
    setTimeout(() => {
      focus.wentOn = true;
      take();
      focus.wentOn = false;
    });
  });
}

/**
 * A list to choose one of; null is what is still to be chosen.
 * @param {string} label
 * @param {[string, string][]} choices value and text of each
 * @param {string | null} chosen
 * @param {(value: string) => void} choose
 * @param {{key?: string, open?: string}} [how] `open` is the text for what is still to be chosen
 */
export function select(label, choices, chosen, choose, how = {}) {
  const known = choices.some(([value]) => value === chosen);
  const all = known || chosen === null ? choices : [...choices, /** @type {[string, string]} */ ([chosen, chosen])];
  const options = all.map(([value, text]) => h("option", { value, selected: value === chosen }, text));
  if (chosen === null) options.unshift(h("option", { value: "", selected: true, disabled: true }, how.open ?? "…"));
  const made = h("select", { "aria-label": label, key: how.key, class: "akb-select" }, options);
  choosing(made, choose);
  return made;
}

/**
 * A box to tick, with its text.
 * @param {string} label @param {boolean} ticked @param {(on: boolean) => void} tick @param {string} key
 */
export function tickbox(label, ticked, tick, key) {
  const box = h("input", { type: "checkbox", key });
  box.checked = ticked;
  box.addEventListener("change", () => tick(box.checked));
  return h("label", { class: "akb-tick" }, box, label);
}

/** Put parts into a text where it has {0}, {1} ... @param {string} text @param {...(string | number)} parts */
export function filled(text, ...parts) {
  return text.replace(/\{(\d)\}/g, (_, place) => String(parts[Number(place)]));
}
