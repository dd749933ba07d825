import { computed, createSSRApp, defineComponent, h, inject, nextTick, provide, reactive, ref, Teleport, Transition, watch, effectScope, compile } from "vue";
import { renderToString } from "@vue/server-renderer";

const state = reactive({ n: 1, list: ["a"] });
const twice = computed(() => state.n * 2);
watch(() => state.n, (now, old) => log("watch", old, now), { flush: "sync" });
state.n = 5;
const Child = defineComponent({ props: { label: String }, emits: ["go"], setup: (props, { slots }) => () => h("b", { class: ["x", { y: true }] }, [props.label, inject("k"), slots.default?.()]) });
const App = { setup() { provide("k", "!"); const r = ref(3); return () => h("div", { style: { color: "red" } }, [twice.value, h(Child, { label: "L" }, () => r.value), state.list.map((x) => h("li", { key: x }, x)), h(Transition, () => h("p", "t"))]); } };
later("html", () => renderToString(createSSRApp(App)));
later("tick", async () => { state.list.push("b"); await nextTick(); return twice.value; });
const scope = effectScope();
log("scope", scope.run(() => computed(() => state.list.length).value), typeof Teleport, typeof compile);
