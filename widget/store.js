// The draft of one view, with its past; the way to the kernel and back.

import { Past } from "./past.js";
import { Words } from "./words.js";

/** @typedef {import("./types.d.ts").Segment} Segment */
/** @typedef {import("./types.d.ts").Draft} Draft */
/** @typedef {import("./types.d.ts").Model} Model */
/** @typedef {import("./types.d.ts").Answers} Answers */

// After this long without another change the kernel hears of it.
const PAUSE = 250;
// A kernel that runs a cell answers after it.
const PATIENCE = 60_000;

export class Store {
  /** @param {Model} model @param {{redraw: (focus?: string) => void, tell: () => void}} view */
  constructor(model, view) {
    this.model = model;
    this.view = view;
    this.past = new Past(/** @type {Segment} */ (model.get("draft")));
    this.words = new Words(model.get("vocabulary"));
    /** @type {Map<number, {kind: string, done: (result: any) => void, fail: (error: Error) => void}>} */
    this.asked = new Map();
    this.number = 0;
    /** The path of what is being dragged. @type {number[] | null} */ this.carried = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.waiting = undefined;
    this.listeners = /** @type {[string, (...given: any[]) => void][]} */ ([
      ["change:draft", () => this.fromKernel()],
      ["change:answers", () => view.tell()],
      ["change:masked", () => view.tell()],
      ["change:vocabulary", () => this.newWords()],
      ["msg:custom", (/** @type {any} */ message) => this.replied(message)],
    ]);
    for (const [event, listener] of this.listeners) model.on(event, listener);
  }

  /** Stop listening. */
  close() {
    this.sendNow();
    for (const [event, listener] of this.listeners) this.model.off(event, listener);
  }

  get segment() {
    return this.past.now;
  }

  get rule() {
    return this.segment.rule;
  }

  /** The answers; `fresh` says whether they are about the draft as it is. */
  get answers() {
    const answers = /** @type {Answers} */ (this.model.get("answers") ?? {});
    return { ...answers, fresh: answers.of === this.segment.revision };
  }

  /**
   * Make the segment another. `typing` is the place where one types on, which is not drawn anew; `focus` the
   * key of what is to have the focus.
   * @param {Partial<Segment>} change @param {{typing?: string, focus?: string}} [how]
   */
  change(change, how = {}) {
    this.past.go({ ...this.segment, ...change, revision: this.nextRevision() }, how.typing);
    this.send();
    if (how.typing) this.view.tell();
    else this.view.redraw(how.focus);
  }

  /** @param {Draft} rule @param {{typing?: string, focus?: string}} [how] */
  changeRule(rule, how) {
    if (rule !== this.rule) this.change({ rule }, how);
  }

  undo() {
    this.step(() => this.past.undo());
  }

  redo() {
    this.step(() => this.past.redo());
  }

  /** @param {() => void} go */
  step(go) {
    const revision = this.nextRevision();
    go();
    this.past.now = { ...this.past.now, revision };
    this.send();
    this.view.redraw();
  }

  nextRevision() {
    return (this.model.get("draft").revision ?? 0) + 1;
  }

  /** Tell the kernel, after a pause. */
  send() {
    clearTimeout(this.waiting);
    this.model.set("draft", this.segment);
    this.waiting = setTimeout(() => this.sendNow(), PAUSE);
  }

  /** Tell the kernel now what it has not heard yet. */
  sendNow() {
    if (this.waiting === undefined) return;
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.model.save_changes();
  }

  /** Take over what Python, or another view of the same builder, made of the segment. */
  fromKernel() {
    const draft = /** @type {Segment} */ (this.model.get("draft"));
    if (JSON.stringify(draft) === JSON.stringify(this.segment)) return;
    if (draft.revision < this.segment.revision) {
      // An echo of what was saved before the latest letters.
      this.model.set("draft", this.segment);
      return;
    }
    this.past.go(draft);
    this.view.redraw();
  }

  newWords() {
    this.words = new Words(this.model.get("vocabulary"));
    this.view.redraw();
  }

  /**
   * Ask the kernel something; of two questions of a kind only the latest is answered, the other gives null.
   * @param {string} kind @param {Record<string, any>} [more] @returns {Promise<any>}
   */
  ask(kind, more = {}) {
    for (const [id, one] of this.asked) {
      if (one.kind !== kind) continue;
      this.asked.delete(id);
      one.done(null);
    }
    this.sendNow();
    const id = ++this.number;
    return new Promise((done, fail) => {
      this.asked.set(id, { kind, done, fail });
      setTimeout(() => this.replied({ reply: id, error: this.words.text("another_moment") }), PATIENCE);
      this.model.send({ ask: kind, id, ...more });
    });
  }

  /** @param {{reply: number, result?: any, error?: string}} message */
  replied(message) {
    const one = this.asked.get(message.reply);
    if (!one) return;
    this.asked.delete(message.reply);
    if (message.error === undefined) one.done(message.result);
    else one.fail(new Error(message.error));
  }
}
