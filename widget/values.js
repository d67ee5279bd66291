// Editors of values, by what an operator takes and by the kind of its field. Each hears a value and gives one;
// null is what is not chosen yet.

import { combobox } from "./combobox.js";
import { button, filled, h, select, tickbox } from "./dom.js";

/** @typedef {import("./types.d.ts").Field} Field */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {(next: (now: any) => any, how?: {typing?: boolean, focus?: string}) => void} Give */

/**
 * The editors of the value of a test.
 * @param {Store} store @param {string} key of the place in the tree @param {Field} field
 * @param {string} op @param {any} value @param {Give} give
 */
export function valueEditor(store, key, field, op, value, give) {
  const { words } = store;
  switch (words.shape(op)) {
    case "none":
      return [];
    case "two": {
      const pairOf = (/** @type {any} */ one) => (Array.isArray(one) ? one : [null, null]);
      return ["from", "to"].map((name, place) => {
        const change = (/** @type {(now: any) => any} */ next, /** @type {any} */ how) =>
          give((now) => pairOf(now).map((was, other) => (other === place ? next(was) : was)), how);
        return [place === 1 && h("span", {}, words.text("to_and")), single(store, `${key}:${name}`, field, pairOf(value)[place], change, words.text(name))];
      }).flat();
    }
    case "list":
      return [several(store, key, field, Array.isArray(value) ? value : [], (list, how) => give(() => (list.length ? list : null), how))];
    case "span": {
      const [number, unit] = Array.isArray(value) ? value : [null, null];
      const units = words.v.units.filter(([one]) => field.kind !== "date" || !words.v.units_of_the_moment.includes(one));
      return [
        numberInput(store, `${key}:value`, words.text("number"), number, (next, how) => give((now) => [next(now?.[0]), now?.[1] ?? null], how), true),
        select(words.text("unit"), units, unit, (one) => give((now) => [now?.[0] ?? null, one]), { key: `${key}:unit`, open: words.text("choose") }),
      ];
    }
    case "period":
    case "anniversary": {
      const more = words.shape(op) === "period" ? [] : words.v.anniversaries;
      const chosen = { key: `${key}:value`, open: words.text("choose") };
      return [select(words.text("period"), [...more, ...words.v.periods], value, (one) => give(() => one), chosen)];
    }
  }
  return [single(store, `${key}:value`, field, value, give, words.text("value"))];
}

/** @param {Store} store @param {string} key @param {Field} field @param {any} value @param {Give} give @param {string} label */
function single(store, key, field, value, give, label) {
  switch (field.family) {
    case "number":
      return numberInput(store, key, label, value, give);
    case "moment":
      return dayInput(key, label, value, give);
    case "option":
      if (field.options.length) {
        const options = /** @type {[string, string][]} */ (field.options.map((one) => [one, one]));
        return select(label, options, value, (one) => give(() => one), { key, open: store.words.text("choose") });
      }
  }
  return textInput(store, key, field, value ?? "", label, {
    typed: (text) => give(() => (text === "" ? null : text), { typing: true }),
    choose: (text) => give(() => text, { focus: key }),
  });
}

/**
 * A text, with those that stand in the data.
 * @param {Store} store @param {string} key @param {Field} field @param {string} text @param {string} label
 * @param {{typed?: (text: string) => void, choose: (text: string) => void, enter?: (text: string) => void}} take
 */
function textInput(store, key, field, text, label, take) {
  const { words } = store;
  return combobox({
    label, key, text, open: words.text("add_value"),
    found: { none: words.text("no_value_found"), some: words.text("values_found") },
    find: async (typed) => {
      const found = await store.ask("values", { field: field.name, text: typed }).catch(() => []);
      return found && found.map((/** @type {[string, number]} */ [value, records]) => ({ value, label: value, beside: words.count(records) }));
    },
    choose: (choice) => take.choose(choice.value),
    typed: take.typed,
    enter: take.enter,
  });
}

/**
 * @param {Store} store @param {string} key @param {string} label @param {any} value @param {Give} give
 * @param {boolean} [whole]
 */
function numberInput(store, key, label, value, give, whole = false) {
  const { words } = store;
  const wrong = h("span", { class: "akb-wrong", role: "alert" });
  const input = h("input", {
    type: "text", inputmode: "decimal", "aria-label": label, key, class: "akb-input akb-number",
    value: value === null || value === undefined ? "" : words.typed(value),
  });
  input.addEventListener("input", () => {
    const number = input.value.trim() === "" ? null : words.number(input.value);
    const bad = input.value.trim() !== "" && (number === null || (whole && !(Number.isInteger(number) && Number(number) >= 0)));
    input.setAttribute("aria-invalid", String(bad));
    wrong.textContent = bad ? filled(words.text("not_a_number"), whole ? "6" : words.typed("1234.5")) : "";
    give(() => (bad ? null : number), { typing: true });
  });
  return h("span", { class: "akb-with-note" }, input, wrong);
}

/** @param {string} key @param {string} label @param {any} value @param {Give} give */
function dayInput(key, label, value, give) {
  const moment = typeof value === "string" && value.includes("T");
  const shown = moment ? value.slice(0, 16) : (value ?? "");
  const input = h("input", { type: moment ? "datetime-local" : "date", "aria-label": label, key, class: "akb-input", value: shown });
  input.addEventListener("input", () => give(() => input.value || null, { typing: true }));
  return input;
}

/**
 * Several values: options as buttons in their order, others one by one.
 * @param {Store} store @param {string} key @param {Field} field @param {any[]} chosen
 * @param {(list: any[], how: {focus: string}) => void} give
 */
function several(store, key, field, chosen, give) {
  const { words } = store;
  if (field.options.length) {
    const unknown = chosen.filter((one) => !field.options.includes(one));
    const all = [...field.options, ...unknown];
    const press = (/** @type {string} */ option) => {
      const on = !chosen.includes(option);
      give(all.filter((one) => (one === option ? on : chosen.includes(one))), { focus: `${key}:${option}` });
    };
    const chips = all.map((option) => button(option, () => press(option), { pressed: chosen.includes(option), key: `${key}:${option}` }));
    return h("span", { role: "group", "aria-label": words.text("value"), class: "akb-chips" }, chips);
  }
  const add = (/** @type {any} */ value) => {
    if (value === null || value === "" || chosen.includes(value)) return;
    give([...chosen, value], { focus: `${key}:value` });
  };
  const chips = chosen.map((value) => {
    const label = String(typeof value === "number" ? words.typed(value) : value);
    const drop = () => give(chosen.filter((one) => one !== value), { focus: `${key}:value` });
    return h("span", { class: "akb-chip" }, label, button(`${words.text("remove")}: ${label}`, drop, { drawing: "remove", bare: true, key: `${key}:drop ${label}` }));
  });
  return h("span", { role: "group", "aria-label": words.text("value"), class: "akb-chips" }, chips, adder(store, key, field, add));
}

/** Where one more value is typed or picked. @param {Store} store @param {string} key @param {Field} field @param {(value: any) => void} add */
function adder(store, key, field, add) {
  const { words } = store;
  const label = words.text("add_value");
  if (field.family === "moment") {
    const input = h("input", { type: "date", "aria-label": label, key: `${key}:value`, class: "akb-input" });
    return h("span", {}, input, button(label, () => add(input.value), { drawing: "add", bare: true, key: `${key}:add` }));
  }
  if (field.family === "number") {
    const input = h("input", { type: "text", inputmode: "decimal", "aria-label": label, key: `${key}:value`, class: "akb-input akb-number" });
    const take = () => add(words.number(input.value));
    input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => event.key === "Enter" && take());
    return h("span", {}, input, button(label, take, { drawing: "add", bare: true, key: `${key}:add` }));
  }
  return textInput(store, `${key}:value`, field, "", label, { choose: add, enter: (text) => add(text.trim()) });
}

/**
 * What else a test may be told: to keep who has no value, to look at letters, to compare with another field.
 * @param {Store} store @param {string} key @param {import("./types.d.ts").Draft} leaf @param {Field} field
 * @param {Field[]} others fields that it may be compared with @param {import("./leaf.js").Change} change
 */
export function switches(store, key, leaf, field, others, change) {
  const { words } = store;
  const { missing, case: exact } = leaf;
  const set = (/** @type {string} */ name, /** @type {string | undefined} */ value, /** @type {string} */ focus) =>
    change(({ [name]: _, ...rest }) => (value === undefined ? rest : { ...rest, [name]: value }), `${key}:${focus}`);
  const made = [];
  if (words.v.negatives.includes(leaf.op) && (field.of !== "" || leaf.missing)) {
    const tick = (/** @type {boolean} */ on) => set("missing", on ? undefined : "drop", "blanks");
    made.push(tickbox(words.text("with_blanks"), missing !== "drop", tick, `${key}:blanks`));
  }
  if (!("field" in leaf)) return made;
  if (exact || (words.v.with_case.includes(leaf.op) && ["text", "several"].includes(field.family) && field.free)) {
    const tick = (/** @type {boolean} */ on) => set("case", on ? "exact" : undefined, "exact");
    made.push(tickbox(words.text("exact"), exact === "exact", tick, `${key}:exact`));
  }
  const positive = leaf.op && words.v.with_a_field.includes(leaf.op);
  if ("value_field" in leaf || (positive && others.length)) {
    const tick = (/** @type {boolean} */ on) =>
      change(({ value_field, value, ...bare }) => ({ ...bare, [on ? "value_field" : "value"]: null }), `${key}:other`);
    made.push(tickbox(words.text("other_field"), "value_field" in leaf, tick, `${key}:other`));
  }
  return made;
}
