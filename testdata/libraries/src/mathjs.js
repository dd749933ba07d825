import { all, create, derivative, evaluate, matrix, multiply, parse, simplify, unit, inv, complex, bignumber, chain, fraction } from "mathjs";

log("evaluate", evaluate("sqrt(3^2 + 4^2) + 5 cm / 2 inch"), String(evaluate("det([1,2;3,4]) * i")), String(evaluate("f(x) = x^2; f(7)")));
log("symbolic", derivative("x^3 + sin(2x)", "x").toString(), simplify("2x + 3x - 0").toString(), parse("a/b^2").toTex());
log("matrix", multiply(matrix([[1, 2], [3, 4]]), [5, 6]).toString(), JSON.stringify(inv([[2, 0], [0, 4]])));
log("types", String(complex("2+3i").mul(complex(0, 1))), bignumber("0.1").plus("0.2").toString(), String(fraction(1, 3).add(fraction(1, 6))), unit("5 km").to("mile").format(4));
const own = create(all, { number: "BigNumber", precision: 40 });
log("own", own.evaluate("1/3").toString(), chain(3).add(4).multiply(2).done(), own.mean([1, 2, 4]).toString());
