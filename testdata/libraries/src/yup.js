import * as yup from "yup";

const schema = yup.object({
  name: yup.string().trim().required(), age: yup.number().min(18).when("name", { is: "old", then: (s) => s.min(65) }),
  list: yup.array().of(yup.string().email()).max(2), when: yup.date().default(() => new Date(0)), ref: yup.mixed().oneOf([yup.ref("name")]),
});
log("cast", JSON.stringify(schema.cast({ name: "  x ", age: "20" })));
try {
  schema.validateSync({ name: "", age: 3, list: ["a", "b", "c"], ref: "q" }, { abortEarly: false });
} catch (e) {
  log("errors", e.errors.join("; "));
}
log("describe", JSON.stringify(schema.describe().fields.age));
later("async", () => schema.validate({ name: "old", age: 20 }).catch((e) => e.message));
