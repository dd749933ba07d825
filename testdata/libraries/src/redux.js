import { combineReducers, configureStore, createAsyncThunk, createEntityAdapter, createListenerMiddleware, createSelector, createSlice, isAnyOf } from "@reduxjs/toolkit";
import { createApi, fakeBaseQuery } from "@reduxjs/toolkit/query";

const load = createAsyncThunk("items/load", async (n) => Array.from({ length: n }, (_, id) => ({ id, name: "i" + id })));
const adapter = createEntityAdapter({ sortComparer: (a, b) => b.id - a.id });
const items = createSlice({
  name: "items", initialState: adapter.getInitialState({ status: "idle" }),
  reducers: { renamed: (state, { payload }) => { state.entities[payload.id].name = payload.name; } },
  extraReducers: (b) => b.addCase(load.pending, (s) => { s.status = "busy"; }).addCase(load.fulfilled, (s, a) => { s.status = "done"; adapter.setAll(s, a.payload); }),
});
const api = createApi({ baseQuery: fakeBaseQuery(), endpoints: (b) => ({ one: b.query({ queryFn: (id) => ({ data: { id, twice: id * 2 } }) }) }) });
const listener = createListenerMiddleware();
listener.startListening({ matcher: isAnyOf(items.actions.renamed), effect: (a) => log("listener", a.type) });
const store = configureStore({ reducer: combineReducers({ items: items.reducer, [api.reducerPath]: api.reducer }), middleware: (d) => d().prepend(listener.middleware).concat(api.middleware) });
later("load", async () => { await store.dispatch(load(3)); store.dispatch(items.actions.renamed({ id: 1, name: "new" })); return JSON.stringify(store.getState().items); });
later("select", async () => createSelector([(s) => s.items.ids], (ids) => ids.join("-"))(store.getState()));
later("query", async () => JSON.stringify((await store.dispatch(api.endpoints.one.initiate(4))).data));
log("initial", JSON.stringify(store.getState().items));
