import { applyPatches, castDraft, createDraft, current, enableMapSet, enablePatches, finishDraft, freeze, immerable, isDraft, original, produce, produceWithPatches } from "immer";

enableMapSet();
enablePatches();
class Item { [immerable] = true; n = 1; }
const base = { list: [1, { a: 1 }], map: new Map([["k", { v: 1 }]]), item: new Item(), same: { x: 1 } };
const next = produce(base, (d) => { d.list[1].a++; d.list.push(3); d.map.get("k").v = 9; d.item.n = 5; log("draft", isDraft(d.list), current(d.list).length, original(d.list).length); });
log("next", JSON.stringify(next.list), next.map.get("k").v, next.item.n, next.same === base.same, Object.isFrozen(next.list));
const [after, patches, inverse] = produceWithPatches(base, (d) => { delete d.same; d.list.shift(); });
log("patches", JSON.stringify(patches), JSON.stringify(applyPatches(after, inverse).list));
const d = createDraft({ a: 1 });
d.a = castDraft(2);
log("manual", JSON.stringify(finishDraft(d)), Object.isFrozen(freeze({ a: {} }, true).a));
