import { ApolloClient, ApolloLink, gql, InMemoryCache, makeVar } from "@apollo/client";
import { LocalState } from "@apollo/client/local-state";
import { RetryLink } from "@apollo/client/link/retry";
import { ApolloProvider, useQuery } from "@apollo/client/react";
import { createElement as h } from "react";
import { renderToString } from "react-dom/server";
import { of } from "rxjs";

const cache = new InMemoryCache({ typePolicies: { Item: { keyFields: ["code"], fields: { label: { read: (v, { readField }) => readField("code") + "!" } } } } });
const link = ApolloLink.from([new RetryLink(), new ApolloLink(({ operationName }) => of({ data: { items: [{ __typename: "Item", code: "a", n: 1 }], op: operationName } }))]);
const client = new ApolloClient({ cache, link, localState: new LocalState() });
const query = gql`query Q { items { code n label @client } op }`;
later("query", async () => JSON.stringify((await client.query({ query })).data));
later("cache", async () => JSON.stringify(cache.extract()));
later("write", async () => {
  cache.writeFragment({ id: 'Item:{"code":"a"}', fragment: gql`fragment F on Item { n }`, data: { __typename: "Item", n: 9 } });
  return JSON.stringify(client.readQuery({ query: gql`{ items { n } }` }));
});
const show = makeVar(1);
show(2);
const View = () => h("b", null, useQuery(gql`{ op }`).loading ? "loading" : "done");
log("react", renderToString(h(ApolloProvider, { client }, h(View))), show());
