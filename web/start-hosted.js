if (window.qaSupported) {
  import('./{{glue}}')
    .then((app) => app.default({ module_or_path: './{{wasm}}' }))
    .then(window.qaStarted, (error) => window.qaCrash(String(error)));
}
