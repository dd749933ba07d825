import { dehydrate, focusManager, hashKey, hydrate, InfiniteQueryObserver, keepPreviousData, MutationObserver, onlineManager, QueryClient, QueryObserver } from "@tanstack/query-core";

const client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity } } });
let calls = 0;
later("fetch", async () => { const f = () => client.fetchQuery({ queryKey: ["a", { x: 1 }], queryFn: () => ++calls, staleTime: 1e9 }); await f(); return [await f(), calls]; });
later("error", () => client.fetchQuery({ queryKey: ["bad"], queryFn: () => Promise.reject(new Error("no")) }).catch((e) => e.message));
later("observe", async () => {
  const o = new QueryObserver(client, { queryKey: ["o"], queryFn: async () => "data", placeholderData: keepPreviousData, select: (d) => d.toUpperCase() });
  const seen = [];
  const stop = o.subscribe((r) => seen.push(r.status + ":" + r.data));
  await client.refetchQueries({ queryKey: ["o"] });
  stop();
  return seen.at(-1);
});
later("infinite", async () => { const o = new InfiniteQueryObserver(client, { queryKey: ["i"], queryFn: async ({ pageParam }) => pageParam, initialPageParam: 0, getNextPageParam: (n) => n + 1 }); await o.fetchNextPage(); return JSON.stringify(o.getCurrentResult().data); });
later("mutate", async () => new MutationObserver(client, { mutationFn: async (x) => x * 2 }).mutate(21));
later("hydrate", async () => { const other = new QueryClient(); hydrate(other, dehydrate(client)); return other.getQueryData(["a", { x: 1 }]); });
log("misc", hashKey(["b", { z: 1, a: 2 }]), onlineManager.isOnline(), focusManager.isFocused());
