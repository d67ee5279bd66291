// The tree of a draft on the page: groups in groups, tests in them, their counts, and what one can do with each.

import { button, filled, h, icon, select } from "./dom.js";
import { leafLine, recordsAt, subjectText } from "./leaf.js";
import { at, groupAbove, groupOf, inserted, isWithin, keyOf, moved, newTest, partsOf, pathOf, removed, replaced, standing, turned } from "./tree.js";

/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {number[]} Path */

/** The whole tree. @param {Store} store */
export function treeView(store) {
  const { rule } = store;
  const tree = nodeView(store, [], rule);
  if (groupOf(rule)) return tree;
  // A rule that is one test, or turned round: another test makes a group of the two.
  const both = (/** @type {Draft} */ one) => store.changeRule({ all: [store.rule, one] }, { focus: "1:field" });
  return h("div", {}, tree, adding(store, [], both));
}

/** @param {Store} store @param {Path} path @param {Draft} node @returns {HTMLElement} */
function nodeView(store, path, node) {
  if (groupOf(node)) return groupView(store, path, node);
  if ("not" in node) {
    const inner = nodeView(store, [...path, 0], node.not);
    return h("div", { class: "akb-not", role: "group", "aria-label": store.words.text("not") }, head(store, path, [h("strong", {}, store.words.text("not"))]), inner);
  }
  return testView(store, path, node);
}

/** @param {Store} store @param {Path} path @param {Draft} node */
function groupView(store, path, node) {
  const { words } = store;
  const key = keyOf(path);
  const how = /** @type {string} */ (groupOf(node));
  const parts = partsOf(node);
  const choices = /** @type {[string, string][]} */ (["all", "any", "none"].map((one) => [one, words.text(one)]));
  const choose = (/** @type {string} */ one) => store.changeRule(replaced(store.rule, path, { [one]: partsOf(at(store.rule, path)) }), { focus: `${key}:how` });
  const listed = parts.map((part, place) =>
    h("li", { class: "akb-part", "data-place": String(place) }, nodeView(store, [...path, place], part)));
  const add = (/** @type {Draft} */ one) => {
    const focus = `${[...path, parts.length, ...(groupOf(one) ? [0] : [])].join(".")}:field`;
    store.changeRule(inserted(store.rule, path, parts.length, one), { focus });
  };
  const group = h("div", { class: `akb-group akb-${how}`, role: "group", "aria-label": words.text(how) },
    head(store, path, [select(words.text("group_holds"), choices, how, choose, { key: `${key}:how` })]),
    parts.length
      ? h("ul", { class: "akb-parts" }, listed)
      : h("p", { class: "akb-quiet" }, words.text(path.length ? "empty_group" : "nothing_yet")),
    adding(store, path, add));
  dropping(store, group, path);
  return group;
}

/** @param {Store} store @param {Path} path @param {Draft} leaf */
function testView(store, path, leaf) {
  const below = [...path, 0];
  const both = (/** @type {Draft} */ one) =>
    store.changeRule(replaced(store.rule, below, { all: [at(store.rule, below), one] }), { focus: `${keyOf([...below, 1])}:field` });
  const inner = "where" in leaf
    ? h("div", { class: "akb-where", role: "group", "aria-label": store.words.text("where") },
        h("span", { class: "akb-quiet" }, store.words.text("where")), nodeView(store, below, leaf.where),
        groupOf(leaf.where) ? null : adding(store, below, both))
    : null;
  return h("div", { class: "akb-test" }, head(store, path, leafLine(store, path, leaf)), inner);
}

/** The line of a node: what it says, its counts, its buttons. @param {Store} store @param {Path} path @param {(Node | string)[]} said */
function head(store, path, said) {
  return h("div", { class: "akb-head" },
    path.length && standing(store.rule, path) ? handle(store, path) : null,
    h("div", { class: "akb-said" }, said),
    h("div", { class: "akb-counts", "data-counts": keyOf(path), role: "note" }),
    path.length || !groupOf(store.rule) ? tools(store, path) : null);
}

/** @param {Store} store @param {Path} path */
function tools(store, path) {
  const { words } = store;
  const key = keyOf(path);
  const node = () => at(store.rule, path);
  const here = standing(store.rule, path);
  const above = here && groupAbove(store.rule, path);
  const go = (/** @type {Draft} */ rule, /** @type {string} */ tool) => {
    const found = pathOf(rule, node());
    store.changeRule(rule, { focus: found ? `${keyOf(found)}:${tool}` : "add" });
  };
  const tool = (/** @type {string} */ name, /** @type {() => void} */ press, off = false) =>
    button(words.text(name), press, { drawing: name, bare: true, key: `${key}:${name}`, off });
  const isWhere = path.length > 0 && "where" in at(store.rule, path.slice(0, -1));
  const made = [];
  if (here) {
    const { group, place, count } = here;
    made.push(
      tool("up", () => go(moved(store.rule, path, group, place - 1), "up"), place === 0),
      tool("down", () => go(moved(store.rule, path, group, place + 2), "down"), place === count - 1),
      tool("into", () => go(replaced(store.rule, path, { all: [node()] }), "out")),
      tool("out", () => above && go(moved(store.rule, path, above.group, above.place), "out"), !above),
      tool("duplicate", () => store.changeRule(inserted(store.rule, group, place + 1, { ...node() }), { focus: `${keyOf([...group, place + 1])}:duplicate` })));
  }
  if (!isWhere) made.push(tool("negate", () => {
    store.changeRule(replaced(store.rule, path, turned(node())), { focus: `${key}:negate` });
  }));
  made.push(tool("remove", () => store.changeRule(removed(store.rule, path), { focus: nextFocus(store, path) })));
  return h("div", { class: "akb-tools", role: "toolbar", "aria-label": called(store, node()) }, made);
}

/** What a node is called where its buttons are: what a test is about, how a group combines. @param {Store} store @param {Draft} node @returns {string} */
function called(store, node) {
  if ("not" in node) return store.words.text("not");
  const group = groupOf(node);
  return (group ? store.words.text(group) : subjectText(store, node)) || store.words.text("choose_field");
}

/** Where the focus goes when a node is gone: to the one that takes its place, else to what adds another. @param {Store} store @param {Path} path */
function nextFocus(store, path) {
  const here = standing(store.rule, path);
  if (!here) return "add";
  const place = Math.min(here.place, here.count - 2);
  return place < 0 ? `${keyOf(here.group)}:add` : `${keyOf([...here.group, place])}:remove`;
}

/** The two buttons at the end of a group. @param {Store} store @param {Path} path @param {(node: Draft) => void} add */
function adding(store, path, add) {
  const { words } = store;
  const key = keyOf(path);
  return h("div", { class: "akb-adding" },
    button(words.text("add_test"), () => add(newTest()), { drawing: "add", key: `${key}:add`, name: words.text("add_test_here") }),
    button(words.text("add_group"), () => add({ any: [newTest()] }), { drawing: "add", key: `${key}:add group`, name: words.text("add_group_here") }));
}

// --- dragging

const CARRIED = "application/x-accounts-kit-path";

/** @param {Store} store @param {Path} path */
function handle(store, path) {
  const made = h("span", { class: "akb-handle", draggable: "true", title: store.words.text("drag"), "aria-hidden": "true" }, icon("drag"));
  made.addEventListener("dragstart", (/** @type {DragEvent} */ event) => {
    event.dataTransfer?.setData(CARRIED, keyOf(path));
    event.stopPropagation();
    store.carried = path;
  });
  made.addEventListener("dragend", () => (store.carried = null));
  return made;
}

/** Let a group take what is dragged over it, before the part that lies under the pointer. @param {Store} store @param {HTMLElement} group @param {Path} path */
function dropping(store, group, path) {
  const places = () => /** @type {HTMLElement[]} */ ([...group.querySelectorAll(":scope > .akb-parts > li")]);
  const placeAt = (/** @type {DragEvent} */ event) => {
    const below = places().findIndex((one) => {
      const box = one.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    return below < 0 ? places().length : below;
  };
  const clear = () => group.querySelectorAll(".akb-over, .akb-over-end").forEach((one) => one.classList.remove("akb-over", "akb-over-end"));
  const takes = () => store.carried && !isWithin(path, store.carried) && sameRecords(store, path, store.carried);
  group.addEventListener("dragover", (event) => {
    if (!takes()) return;
    event.preventDefault();
    event.stopPropagation();
    clear();
    const place = placeAt(event);
    const listed = places();
    if (place < listed.length) listed[place].classList.add("akb-over");
    else (listed.at(-1) ?? group).classList.add("akb-over-end");
  });
  group.addEventListener("dragleave", clear);
  group.addEventListener("drop", (event) => {
    clear();
    if (!takes() || !store.carried) return;
    event.preventDefault();
    event.stopPropagation();
    store.changeRule(moved(store.rule, store.carried, path, placeAt(event)));
    store.carried = null;
  });
}

/** A test stays among tests on the same records. @param {Store} store @param {Path} path @param {Path} other */
function sameRecords(store, path, other) {
  return recordsAt(store, path) === recordsAt(store, other);
}

// --- counts

/** Write the counts of every node where they stand, without drawing the tree anew. @param {Store} store @param {HTMLElement} root */
export function writeCounts(store, root) {
  const { answers, words } = store;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-counts]"))) {
    const path = place.dataset.counts ?? "";
    const why = answers.left_out?.[path];
    const counts = answers.nodes?.[path];
    place.classList.toggle("akb-stale", !answers.fresh);
    const inWhere = !counts && why === undefined;
    place.replaceChildren();
    if (why !== undefined) {
      place.append(h("span", { class: why ? "akb-wrong" : "akb-quiet" }, icon("warn"), why ? filled(words.text("refused"), why) : words.text("unfinished")));
    } else if (!inWhere && (path || !groupOf(store.rule))) {
      place.append(...countsOf(store, /** @type {import("./types.d.ts").Counts} */ (counts)));
    }
  }
}

/** @param {Store} store @param {import("./types.d.ts").Counts} counts */
function countsOf({ words }, counts) {
  const made = [
    h("span", { class: "akb-remaining" }, filled(words.text("remaining"), words.count(counts.remaining))),
    h("span", { class: "akb-quiet" }, filled(words.text("alone"), words.count(counts.alone))),
  ];
  if (counts.missing) {
    made.push(h("span", { class: "akb-quiet" }, filled(words.text("missing"), words.count(counts.missing))));
  }
  return made;
}

