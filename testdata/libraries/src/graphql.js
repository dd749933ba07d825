import { buildSchema, execute, GraphQLObjectType, GraphQLSchema, GraphQLString, graphqlSync, introspectionFromSchema, parse, print, printSchema, validate, visit } from "graphql";

const schema = buildSchema("type Query { hello(name: String = \"x\"): String! list: [Item!] } type Item { id: ID! kind: Kind } enum Kind { A B }");
const rootValue = { hello: ({ name }) => "hi " + name, list: [{ id: 1, kind: "A" }, { id: 2, kind: "B" }] };
log("sync", JSON.stringify(graphqlSync({ schema, source: "query Q($n: String) { hello(name: $n) list { ...F } } fragment F on Item { id kind }", rootValue, variableValues: { n: "you" } })));
log("errors", validate(schema, parse("{ nope hello(x: 1) }")).map((e) => e.message).join("; "));
log("print", print(visit(parse("{a{b c}}"), { Field: { enter: (n) => (n.name.value === "b" ? null : undefined) } })).replaceAll("\n", " "));
log("schema", printSchema(schema).replaceAll("\n", " "), introspectionFromSchema(schema).__schema.types.length);
const own = new GraphQLSchema({ query: new GraphQLObjectType({ name: "Query", fields: { a: { type: GraphQLString, resolve: () => "A" } } }) });
log("own", JSON.stringify(execute({ schema: own, document: parse("{ a }") })));
