// Stands in front of the app's glue and is what its loaders are imported from (`src/split.rs`, `xtask/src/split.rs`): each
// split point by name, called with a function of the app's table that is told whether the pieces are there. `wasm` is
// the glue's own.
const pieces = (() => {
  // Split point → pieces; piece → what `piece` finds it by.
  const NEEDS = {{needs}};
  const PLACES = {{places}};
  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) {
      const imports = { __wasm_split: Object.assign({ {{canary}} }, wasm) };
      const loading = piece(PLACES[name]).then((module) => WebAssembly.instantiate(module, imports));
      // Only what is there is kept: after a failure the next call tries again.
      loading.catch(() => loads.delete(name));
      loads.set(name, loading);
    }
    return loads.get(name);
  };
  const loader = (names) => async (callback, data) => {
    const failed = await Promise.all(names.map(load)).then(() => false, (error) => error);
    if (failed) console.warn(failed);
    wasm.__indirect_function_table.get(callback)(data, !failed);
  };
  return Object.fromEntries(Object.entries(NEEDS).map(([point, names]) => [`__wasm_split_load_${point}`, loader(names)]));
})();
