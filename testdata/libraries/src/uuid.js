import { MAX, NIL, parse, stringify, v1ToV6, v3, v5, validate, version } from "uuid";

log("v5", v5("hello", v5.URL), v5("a", v5.DNS), v3("hello", v3.DNS));
log("parse", parse("6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b").join(), stringify(parse("6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b")), v1ToV6("92f62d9e-22c4-11ef-97e9-325096b39f47"));
log("check", validate("x"), validate(NIL), version(v5("a", v5.DNS)), MAX);
