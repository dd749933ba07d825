import { EditorSelection, EditorState, StateEffect, StateField, Text, Transaction } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, Decoration } from "@codemirror/view";
import { javascript, javascriptLanguage } from "@codemirror/lang-javascript";
import { ensureSyntaxTree, foldable, HighlightStyle, indentUnit, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { highlightTree, tags } from "@lezer/highlight";

const add = StateEffect.define();
const count = StateField.define({ create: () => 0, update: (n, tr) => tr.effects.reduce((n, e) => (e.is(add) ? n + e.value : n), n) });
let state = EditorState.create({ doc: "function f(a) {\n  return `x${a}`;\n}\n", extensions: [javascript({ jsx: true }), count, lineNumbers(), keymap.of([]), indentUnit.of("  "), EditorView.lineWrapping] });
state = state.update({ changes: { from: 9, to: 10, insert: "größe" }, selection: EditorSelection.cursor(3), effects: add.of(5), annotations: Transaction.userEvent.of("input") }).state;
log("state", state.doc.toString().replaceAll("\n", "|"), state.field(count), state.selection.main.head);
log("tree", ensureSyntaxTree(state, 1e9).toString(), syntaxTree(state).length, JSON.stringify(foldable(state, 0, 5)));
const style = HighlightStyle.define([{ tag: tags.keyword, class: "kw" }, { tag: tags.string, class: "str" }]);
const spans = [];
highlightTree(javascriptLanguage.parser.parse("const a = 'b'"), style, (from, to, classes) => spans.push([from, to, classes].join(":")));
log("highlight", spans.join(), typeof syntaxHighlighting(style), Text.of(["a", "b"]).lines, Decoration.set([Decoration.mark({ class: "x" }).range(1, 2)]).size);
