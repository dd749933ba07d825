import { z } from "zod";

const user = z.object({
  name: z.string().min(2), age: z.coerce.number().int().positive().optional(), email: z.email(),
  tags: z.array(z.enum(["a", "b"])).default([]), nested: z.discriminatedUnion("type", [z.object({ type: z.literal("x"), n: z.number() }), z.object({ type: z.literal("y") })]),
}).strict();
log("ok", JSON.stringify(user.parse({ name: "Bob", age: "5", email: "a@b.co", nested: { type: "x", n: 1 } })));
const bad = user.safeParse({ name: "B", age: -1, email: "no", tags: ["c"], nested: { type: "z" }, extra: 1 });
log("issues", JSON.stringify(bad.error.issues));
log("pretty", z.prettifyError(bad.error));
log("transform", z.string().transform((s) => s.length).pipe(z.number().max(3)).safeParse("four").success, JSON.stringify(z.toJSONSchema(user)));
const tree = z.object({ v: z.number(), get kids() { return z.array(tree); } });
log("recursive", JSON.stringify(tree.parse({ v: 1, kids: [{ v: 2, kids: [] }] })));
