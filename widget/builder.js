// The segment builder: a view on a draft, and nothing more. Numbers come from the kernel (builder.py).

import { button, filled, focus, h, select } from "./dom.js";
import { panelView } from "./panel.js";
import { Store } from "./store.js";
import { treeView, writeCounts } from "./tree_view.js";

/** @typedef {import("./types.d.ts").Model} Model */

/** @param {{model: Model, el: HTMLElement}} given */
function render({ model, el }) {
  const root = h("section", { class: "akb" });
  const tree = h("div", { class: "akb-tree" });
  const view = { redraw: (/** @type {string | undefined} */ wanted) => redraw(wanted), tell: () => tell() };
  const store = new Store(model, view);
  /** @type {ReturnType<typeof header>} */ let top;
  /** @type {ReturnType<typeof panelView>} */ let panel;
  let words = /** @type {object | null} */ (null);

  function tell() {
    top.write();
    panel.write();
    writeCounts(store, tree);
  }

  /** Draw again what the draft changed, with the focus where it was or where it is wanted. @param {string} [wanted] */
  function redraw(wanted) {
    const within = /** @type {Document | ShadowRoot} */ (root.getRootNode());
    const focused = /** @type {HTMLElement | null} */ (within.activeElement);
    const key = (focus.wentOn ? undefined : wanted) ?? (focused && root.contains(focused) ? focused.dataset.key : undefined);
    if (words !== store.words) {
      words = store.words;
      [top, panel] = [header(store), panelView(store)];
      root.setAttribute("aria-label", store.words.text("builder"));
      root.replaceChildren(top.header, tree, panel.panel);
    }
    tree.replaceChildren(treeView(store));
    tell();
    if (key !== undefined) focusOn(root, key);
  }

  root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    // A notebook has shortcuts of its own: what is typed here is not for it.
    event.stopPropagation();
    const typing = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || typing) return;
    event.preventDefault();
    if (event.shiftKey) store.redo();
    else store.undo();
  });
  el.append(root);
  redraw();
  return () => store.close();
}

/** @param {HTMLElement} root @param {string} key */
function focusOn(root, key) {
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-key]")]);
  const found = all.find((one) => one.dataset.key === key && !one.hasAttribute("disabled"));
  const path = key.slice(0, key.indexOf(":"));
  (found ?? all.find((one) => one.dataset.key?.startsWith(`${path}:`) && !one.hasAttribute("disabled")) ?? all.find((one) => one.dataset.key === ":add"))?.focus();
}

/** The name, what is selected, the number. @param {Store} store */
function header(store) {
  const { words } = store;
  const name = h("input", { type: "text", class: "akb-input akb-name", "aria-label": words.text("name"), key: "name" });
  name.addEventListener("input", () => store.change({ name: name.value }, { typing: "name" }));
  const number = h("strong", { class: "akb-number-now" });
  const beside = h("span", { class: "akb-quiet" });
  const since = h("span", { class: "akb-quiet" });
  const status = h("div", { class: "akb-status", role: "status" }, number, " ", beside, " ", since);
  const wrong = h("p", { class: "akb-wrong", role: "alert" });
  const selects = h("span");
  const undo = button(words.text("undo"), () => store.undo(), { drawing: "undo", bare: true, key: "undo" });
  const redo = button(words.text("redo"), () => store.redo(), { drawing: "redo", bare: true, key: "redo" });
  const made = h("header", { class: "akb-top" },
    h("div", { class: "akb-row" }, name, h("span", { class: "akb-quiet" }, words.text("selects")), selects, h("span", { class: "akb-gap" }), undo, redo),
    status, wrong);
  let of = "";
  const write = () => {
    const { answers, segment } = store;
    if (name.value !== segment.name) name.value = segment.name;
    if (of !== segment.of) {
      of = segment.of;
      const kinds = /** @type {[string, string][]} */ (["contacts", "accounts"].map((one) => [one, words.text(one)]));
      selects.replaceChildren(select(words.text("selects"), kinds, of, (one) => store.change({ of: one }), { key: "of" }));
    }
    undo.disabled = !store.past.before.length;
    redo.disabled = !store.past.after.length;
    made.classList.toggle("akb-stale", !answers.fresh);
    number.textContent = `${words.count(answers.members)} ${words.text("members")}`;
    beside.textContent = answers.fresh ? filled(words.text("of_everybody"), words.count(answers.everybody)) : words.text("counting");
    since.textContent = [sinceText(store), pinsText(store)].filter(Boolean).join(" ");
    wrong.textContent = answers.error ?? "";
  };
  return { header: made, write };
}

/** @param {Store} store */
function sinceText({ answers, words }) {
  if (answers.since === undefined) return "";
  if (answers.since === null) return words.text("not_saved");
  const { version, same, sentence } = answers.since;
  return same ? filled(words.text("as_saved"), version) : filled(words.text("since"), version, sentence);
}

/** @param {Store} store */
function pinsText({ answers, words }) {
  return answers.pins?.some(Boolean) ? filled(words.text("pinned"), ...answers.pins) : "";
}

export default { render };
