import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import JTD from "ajv/dist/jtd.js";

const ajv = new Ajv({ allErrors: true, useDefaults: true, coerceTypes: true });
ajv.addKeyword({ keyword: "even", type: "number", validate: (on, n) => !on || n % 2 === 0 });
const validate = ajv.compile({ type: "object", properties: { n: { type: "integer", minimum: 3, even: true }, tags: { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true }, d: { default: "x", type: "string" }, when: { $ref: "#/$defs/w" } }, required: ["n", "q"], additionalProperties: false, $defs: { w: { anyOf: [{ type: "null" }, { type: "string", pattern: "^\\d+$" }] } } });
const value = { n: "1", tags: ["a", "a", "c"], extra: 1, when: "z" };
log("valid", validate(value), ajv.errorsText(validate.errors), JSON.stringify(value));
log("2020", new Ajv2020().validate({ type: "array", prefixItems: [{ type: "number" }], items: false }, [1, 2]));
const jtd = new JTD();
log("jtd", jtd.compileSerializer({ properties: { a: { type: "int32" }, b: { elements: { type: "string" } } } })({ a: 1, b: ["é\n"] }), JSON.stringify(jtd.compileParser({ elements: { type: "uint8" } })("[1,2]")));
