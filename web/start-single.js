{{glue}}
if (window.qaSupported) {
  const text = document.getElementById('app-wasm').textContent;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  __wbg_init({ module_or_path: bytes })
    .then(window.qaStarted, (error) => window.qaCrash(String(error)));
}
