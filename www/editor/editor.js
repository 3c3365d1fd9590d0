// The code editor: CodeMirror 6 with what a lesson needs. The page imports this bundle when it is idle and puts the
// editor in the place of its plain text area.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching, HighlightStyle, indentOnInput, indentUnit, LanguageSupport, syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, drawSelection, EditorView, gutter, GutterMarker, highlightActiveLine, highlightSpecialChars, keymap,
  lineNumbers, ViewPlugin, WidgetType,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Colours are the page's variables, so light and dark need nothing here.
const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.operatorKeyword, tags.definitionKeyword, tags.moduleKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], color: "var(--code-name)", fontWeight: "600" },
  { tag: tags.invalid, color: "var(--error)" },
]);

// --- where the workers are ---------------------------------------------------------------------------------------

const setMarks = StateEffect.define();

class WorkerMarker extends GutterMarker {
  constructor(marks) {
    super();
    this.marks = marks;
  }

  eq(other) {
    return JSON.stringify(this.marks) === JSON.stringify(other.marks);
  }

  toDOM() {
    const cell = document.createElement("span");
    cell.className = "worker-marks";
    for (const mark of this.marks.slice(0, 3)) {
      const badge = cell.appendChild(document.createElement("span"));
      badge.className = "worker-mark";
      badge.style.setProperty("--worker", mark.color);
      badge.textContent = mark.label;
      badge.title = mark.title;
    }
    if (this.marks.length > 3) {
      const more = cell.appendChild(document.createElement("span"));
      more.className = "worker-more";
      more.textContent = `+${this.marks.length - 3}`;
      more.title = this.marks.slice(3).map((mark) => mark.title).join("\n");
    }
    return cell;
  }
}

/** Markers by line, as a range set. */
const marks = StateField.define({
  create: () => new RangeSetBuilder().finish(),
  update(value, transaction) {
    value = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const lines = new Map();
      for (const mark of effect.value) {
        if (mark.line < 1 || mark.line > transaction.state.doc.lines) continue;
        lines.set(mark.line, [...(lines.get(mark.line) ?? []), mark]);
      }
      const builder = new RangeSetBuilder();
      for (const line of [...lines.keys()].sort((a, b) => a - b)) {
        const from = transaction.state.doc.line(line).from;
        builder.add(from, from, new WorkerMarker(lines.get(line)));
      }
      value = builder.finish();
    }
    return value;
  },
});

class Spacer extends WorkerMarker {
  constructor() {
    super([{ label: "T10", color: "transparent", title: "" }]);
  }
}

const markGutter = gutter({
  class: "cm-workers",
  side: "after",
  markers: (view) => view.state.field(marks),
  initialSpacer: () => new Spacer(),
});

const markedLines = EditorView.decorations.compute([marks], (state) => {
  const builder = new RangeSetBuilder();
  const cursor = state.field(marks).iter();
  while (cursor.value) {
    builder.add(cursor.from, cursor.from, Decoration.line({
      class: "cm-worker-line", attributes: { style: `--worker: ${cursor.value.marks[0].color}` },
    }));
    cursor.next();
  }
  return builder.finish();
});

// --- the line of an error ------------------------------------------------------------------------------------------

const setFault = StateEffect.define();

class FaultWidget extends WidgetType {
  constructor(message) {
    super();
    this.message = message;
  }

  eq(other) {
    return this.message === other.message;
  }

  toDOM() {
    const note = document.createElement("div");
    note.className = "cm-fault-note";
    note.setAttribute("role", "alert");
    note.textContent = this.message;
    return note;
  }
}

const faults = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    value = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setFault)) continue;
      const { line, message } = effect.value ?? {};
      if (!line || line > transaction.state.doc.lines) {
        value = Decoration.none;
        continue;
      }
      const at = transaction.state.doc.line(line);
      value = Decoration.set([
        Decoration.line({ class: "cm-fault" }).range(at.from),
        Decoration.widget({ widget: new FaultWidget(message), block: true, side: 1 }).range(at.to),
      ], true);
    }
    return value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// --- form fields: what stands behind `#@param` is for the page; it shows on the line that is being edited ------------

class FoldedParam extends WidgetType {
  eq() {
    return true;
  }

  toDOM() {
    const note = document.createElement("span");
    note.className = "cm-param";
    note.textContent = "#@param";
    note.title = "A parameter: it has a control above. Click to see how it is written.";
    return note;
  }
}

const folded = Decoration.replace({ widget: new FoldedParam() });

const params = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = this.find(view);
  }

  update(update) {
    if (update.docChanged || update.viewportChanged || update.selectionSet || update.focusChanged) {
      this.decorations = this.find(update.view);
    }
  }

  find(view) {
    const { state } = view;
    const builder = new RangeSetBuilder();
    for (const { from, to } of view.visibleRanges) {
      for (let at = from; at <= to;) {
        const line = state.doc.lineAt(at);
        const start = line.text.search(/#\s*@param\b/);
        const touched = view.hasFocus && state.selection.ranges.some((range) => range.from <= line.to && range.to >= line.from);
        if (start > 0 && !touched) builder.add(line.from + start, line.to, folded);
        at = line.to + 1;
      }
    }
    return builder.finish();
  }
}, { decorations: (plugin) => plugin.decorations });

// --- the editor ----------------------------------------------------------------------------------------------------

/** The page's own changes, which it need not be told of. */
const fromPage = Annotation.define();

const theme = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "transparent", fontSize: "var(--code-size)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 10px 0 6px", minWidth: "30px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-selectionMatch": { backgroundColor: "var(--selection)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)", outline: "1px solid var(--line)" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-panel input, .cm-panel button": { font: "inherit" },
});

let current = null;

/**
 * Puts an editor into `parent`.
 * @param {HTMLElement} parent
 * @param {{text: string, label: string, onChange: (text: string) => void}} options
 */
export function create(parent, { text, label, onChange }) {
  const state = (doc) => EditorState.create({
    doc,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightSelectionMatches(),
      indentOnInput(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      bracketMatching(),
      // The page around this one may ask for it.
      EditorState.readOnly.of("readOnly" in document.documentElement.dataset),
      closeBrackets(),
      new LanguageSupport(pythonLanguage),
      syntaxHighlighting(highlighting),
      params,
      marks,
      markGutter,
      markedLines,
      faults,
      theme,
      // Ctrl-Enter runs and Escape leaves the editor: both are the page's; Tab indents, and Escape then Tab moves on.
      keymap.of([
        { key: "Mod-Enter", run: () => true },
        ...closeBracketsKeymap,
        ...defaultKeymap,
        ...searchKeymap,
        ...historyKeymap,
        indentWithTab,
      ]),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((one) => one.annotation(fromPage))) {
          onChange(update.state.doc.toString());
        }
      }),
    ],
  });
  const view = new EditorView({ state: state(text), parent });
  const replace = (next, annotations) => {
    const now = view.state.doc.toString();
    if (now === next) return;
    // Only what differs changes, so that the cursor, the scroll position and the marks stay.
    let from = 0;
    while (from < now.length && from < next.length && now[from] === next[from]) from += 1;
    let end = 0;
    while (end < now.length - from && end < next.length - from && now.at(-1 - end) === next.at(-1 - end)) end += 1;
    view.dispatch({ changes: { from, to: now.length - end, insert: next.slice(from, next.length - end) }, annotations });
  };
  const editor = {
    view,
    setText: (next) => replace(next, fromPage.of(true)),
    /** A new text with a history of its own: another lesson. */
    setDocument(next) {
      view.setState(state(next));
      view.scrollDOM.scrollTop = 0;
    },
    setMarks: (list) => view.dispatch({ effects: setMarks.of(list) }),
    setFault: (line, message) => view.dispatch({ effects: setFault.of(line ? { line, message } : null) }),
    reveal(line) {
      if (line < 1 || line > view.state.doc.lines) return;
      view.dispatch({ effects: EditorView.scrollIntoView(view.state.doc.line(line).from, { y: "nearest", yMargin: 40 }) });
    },
    destroy() {
      if (current === editor) current = null;
      view.destroy();
    },
    edit: (next) => replace(next, []),
  };
  current = editor;
  return editor;
}

// For scripts and tests that drive the page.
window.interleave ??= {};
window.interleave.setCode = (text) => current?.edit(text);
window.interleave.getCode = () => current?.view.state.doc.toString();
