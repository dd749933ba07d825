import axios, { AxiosError, AxiosHeaders, CanceledError, isAxiosError, mergeConfig } from "axios";

const client = axios.create({ baseURL: "http://example.com/api", params: { a: [1, 2] }, headers: { "X-A": "1" } });
client.interceptors.request.use((c) => { c.headers.set("X-B", "2"); return c; });
client.interceptors.response.use((r) => ({ ...r, data: { ...r.data, seen: true } }));
client.defaults.adapter = async (config) => {
  if (config.url === "/bad") throw new AxiosError("bad", "ERR_BAD", config);
  return { data: { url: client.getUri(config), b: config.headers.get("x-b"), body: config.data }, status: 200, statusText: "OK", headers: new AxiosHeaders({ "content-type": "text/plain" }), config };
};
later("get", async () => JSON.stringify((await client.get("/x", { params: { q: "é &" } })).data));
later("post", async () => JSON.stringify((await client.post("/y", { z: 1 })).data));
later("error", () => client.get("/bad").catch((e) => [isAxiosError(e), e.code, e.message]));
later("cancel", () => { const c = new AbortController(); c.abort(); return client.get("/x", { signal: c.signal }).catch((e) => e instanceof CanceledError); });
log("merge", JSON.stringify(mergeConfig({ timeout: 1, headers: { a: 1 } }, { timeout: 2 })), axios.VERSION, new AxiosHeaders("a: 1\nB: 2").toString());
