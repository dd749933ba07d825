import { DOMSerializer, Fragment, Node, Schema, Slice } from "prosemirror-model";
import { schema } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { findWrapping, Step, Transform } from "prosemirror-transform";
import { defaultMarkdownParser, defaultMarkdownSerializer } from "prosemirror-markdown";

const doc = defaultMarkdownParser.parse("# Hi\n\nSome *text* with `code`\n\n* one\n* two\n\n> quote");
log("markdown", JSON.stringify(doc.toJSON()));
log("back", defaultMarkdownSerializer.serialize(doc).replaceAll("\n", "|"));
let state = EditorState.create({ schema, doc: schema.node("doc", null, [schema.node("paragraph", null, [schema.text("hello")])]) });
state = state.apply(state.tr.insertText("X", 3).addMark(1, 4, schema.marks.strong.create()).split(5));
log("state", state.doc.toString(), state.selection.toJSON().anchor);
const range = state.doc.resolve(1).blockRange();
const tr = new Transform(state.doc).wrap(range, findWrapping(range, schema.nodes.blockquote));
log("transform", tr.doc.toString(), Step.fromJSON(schema, tr.steps[0].toJSON()).apply(state.doc).doc.eq(tr.doc));
const own = new Schema({ nodes: { doc: { content: "p+" }, p: { content: "text*", toDOM: () => ["p", 0] }, text: {} } });
try {
  Node.fromJSON(own, { type: "doc" }).check();
} catch (e) {
  log("check", e.message);
}
log("misc", Slice.maxOpen(Fragment.from(own.node("p", null, own.text("x")))).openStart, typeof DOMSerializer.fromSchema(own).nodes.p, TextSelection.create(state.doc, 2).head);
