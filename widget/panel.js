// What stands beneath the tree: who can be mailed, the funnel, the words, the first members, why, copy and save.

import { combobox } from "./combobox.js";
import { button, filled, h, icon, select, tickbox } from "./dom.js";
import { groupOf, partsOf } from "./tree.js";

/** @typedef {import("./store.js").Store} Store */

/** The panel, and the function that writes the answers into it. @param {Store} store */
export function panelView(store) {
  const { words } = store;
  const section = (/** @type {string} */ title, /** @type {any[]} */ ...inside) =>
    h("section", { class: "akb-section", "aria-label": words.text(title) }, h("h4", {}, words.text(title)), inside);
  const sentence = h("p", { class: "akb-words" });
  const advice = h("ul", { class: "akb-advice" });
  const audience = h("div");
  const funnel = h("div");
  const first = h("div", { class: "akb-scroll" });
  const mask = (/** @type {boolean} */ on) => {
    store.model.set("masked", on);
    store.model.save_changes();
  };
  const masked = tickbox(words.text("masked"), store.model.get("masked"), mask, "masked");
  const panel = h("div", { class: "akb-panel" },
    section("words", sentence, h("div", { role: "status" }, advice)),
    h("div", { class: "akb-columns" }, section("funnel", funnel), section("audience", audience)),
    section("first", masked, first),
    whySection(store),
    keepSection(store));
  const write = () => {
    const { answers } = store;
    // Answers come in parts; what has not come yet stays as it was, and looks so.
    panel.classList.toggle("akb-stale", !answers.fresh || (answers.advice === undefined && !answers.error));
    if (answers.words !== undefined) sentence.textContent = answers.words;
    if (answers.advice) advice.replaceChildren(...answers.advice.map((one) => h("li", {}, icon("warn"), one)));
    if (answers.audience !== undefined) audience.replaceChildren(bars(store, answers.audience ?? []));
    if (answers.nodes) funnel.replaceChildren(bars(store, steps(store)));
    if (answers.first) first.replaceChildren(table(answers.first, words.text("nobody")));
    masked.querySelector("input").checked = store.model.get("masked");
  };
  return { panel, write };
}

/** What each part of the top group leaves. @param {Store} store @returns {[string, number][]} */
function steps({ rule, answers, words }) {
  const all = groupOf(rule) === "all" ? partsOf(rule) : [];
  /** @type {[string, number][]} */ const rows = [[words.text("everyone"), answers.everybody ?? 0]];
  for (const place of all.keys()) {
    const counts = answers.nodes?.[String(place)];
    if (counts) rows.push([`${place + 1}. ${counts.part}`, counts.remaining]);
  }
  if (rows.length === 1 || answers.pins?.some(Boolean)) rows.push([words.text("members"), answers.members ?? 0]);
  return rows;
}

/** Numbers with a bar each; the number says it, the bar shows it. @param {Store} store @param {[string, number][]} rows */
function bars({ words }, rows) {
  const most = Math.max(1, ...rows.map(([, number]) => number));
  return h("table", { class: "akb-bars" }, h("tbody", {}, rows.map(([label, number]) => {
    const bar = h("span", { class: "akb-bar" });
    bar.style.width = `${(100 * number) / most}%`;
    return h("tr", {}, h("th", { scope: "row", title: label }, label), h("td", { class: "akb-right" }, words.count(number)), h("td", { class: "akb-track" }, bar));
  })));
}

/** @param {Record<string, string>[]} rows @param {string} none */
function table(rows, none) {
  if (!rows.length) return h("p", { class: "akb-quiet" }, none);
  const columns = Object.keys(rows[0]);
  return h("table", { class: "akb-table" },
    h("thead", {}, h("tr", {}, columns.map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, columns.map((one) => h("td", {}, row[one]))))));
}

/** @param {Store} store */
function whySection(store) {
  const { words } = store;
  const answer = h("div", { class: "akb-answer", "aria-live": "polite" });
  const explain = async (/** @type {import("./types.d.ts").Choice} */ choice) => {
    await shown(answer, store.ask("why", { record: choice.value }), (why) => [
      h("p", {}, h("strong", {}, why.sentence || choice.label)),
      h("ul", { class: "akb-why" }, why.lines.map((/** @type {any} */ line) => {
        const item = h("li", { class: line.holds ? "akb-yes" : "akb-no" },
          h("span", { class: "akb-badge" }, `${line.holds ? "✓" : "✗"} ${line.answer}`), ` ${line.text}`,
          line.seen && h("em", { class: "akb-quiet" }, ` (${line.seen})`));
        item.style.marginInlineStart = `${line.level * 1.2}em`;
        return item;
      })),
      ...why.flips.map((/** @type {string} */ one) => h("p", { class: "akb-quiet" }, one)),
    ]);
  };
  const search = combobox({
    label: words.text("search_record"), key: "why", open: words.text("search_record"),
    found: { none: words.text("nobody_found"), some: words.text("records_found") },
    find: async (text) => {
      if (!text.trim()) return [];
      const found = await store.ask("records", { text }).catch(() => []);
      return found && found.map((/** @type {[number, string]} */ [value, label]) => ({ value, label }));
    },
    choose: explain,
  });
  return h("section", { class: "akb-section", "aria-label": words.text("why") }, h("h4", {}, words.text("why")), search, answer);
}

/** Copy, save, load, compare. @param {Store} store */
function keepSection(store) {
  const { words } = store;
  const answer = h("div", { class: "akb-answer", "aria-live": "polite" });
  const copy = (/** @type {string} */ form) => shown(answer, store.ask("copy", { form }), async (text) => {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    const area = h("textarea", { readonly: true, rows: "6", "aria-label": `${words.text("copy")} ${form}`, class: "akb-copy", value: text });
    if (!copied) setTimeout(() => area.select());
    return [h("p", {}, words.text(copied ? "copied" : "copy_by_hand")), area];
  });
  const comment = h("input", { type: "text", class: "akb-input akb-comment", "aria-label": words.text("comment"), placeholder: words.text("comment"), key: "comment" });
  const save = () => shown(answer, store.ask("save", { comment: comment.value }), (saved) => {
    comment.value = "";
    return [h("p", {}, filled(words.text("saved_as"), saved.name, saved.version))];
  });
  const load = () => shown(answer, store.ask("saved"), (saved) => {
    const names = /** @type {[string, string][]} */ (saved.map((/** @type {any} */ one) => [one.name, `${one.name} (${words.text(one.of)}, v${one.version})`]));
    const choose = (/** @type {string} */ name) => shown(answer, store.ask("load", { name }), (segment) => {
      store.change(segment);
      return [];
    });
    return [names.length ? select(words.text("load"), names, null, choose, { key: "load which", open: words.text("choose") }) : words.text("nothing_saved")];
  });
  const compare = () => shown(answer, store.ask("compare"), (found) => [
    h("p", {}, found.sentence),
    found.parts.length ? h("ul", {}, found.parts.map((/** @type {any} */ one) => h("li", {}, `${words.text(one.which)}: ${words.count(one.records)} ← ${one.part}`))) : null,
    ...["enters", "leaves"].flatMap((which) => found[which].length ? [h("h5", {}, words.text(which)), h("div", { class: "akb-scroll" }, table(found[which], ""))] : []),
  ]);
  return h("section", { class: "akb-section", "aria-label": words.text("save") },
    h("div", { class: "akb-row" }, comment, button(words.text("save"), save, { key: "save" }), button(words.text("load"), load, { key: "load" }), button(words.text("compare"), compare, { key: "compare" })),
    h("div", { class: "akb-row" }, h("span", { class: "akb-quiet" }, words.text("copy")), ["Python", "JSON", "YAML", "SQL"].map((form) => button(form, () => copy(form), { key: `copy ${form}`, name: `${words.text("copy")} ${form}` }))),
    answer);
}

/** Show an answer when it comes, or why there is none. @param {HTMLElement} place @param {Promise<any>} asked @param {(answer: any) => any} made */
async function shown(place, asked, made) {
  try {
    const answer = await asked;
    if (answer !== null) place.replaceChildren(...(await made(answer)).filter(Boolean));
  } catch (error) {
    place.replaceChildren(h("p", { class: "akb-wrong", role: "alert" }, /** @type {Error} */ (error).message));
  }
}
