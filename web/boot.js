// Runs first, and in every browser that can run a script at all: nothing newer than ES5 here.
//
// Checks that the browser can run the app, and owns the failure screen (#crash), which must work when the app
// does not. For the app it defines
//   qaCrash(message)   shows the failure screen; called by the panic hook. Only the first message is kept.
// and for the script that starts the app
//   qaSupported        whether to start at all
//   qaStarted()        the app runs
// and for the app
//   qaShown(used)      the app is on the page: what stood there goes, and what was pressed there is pressed. `used`
//                      says whether there are dossiers on this computer; then the next visit shows no welcome.
(function () {
  'use strict';
  var started = false;

  function byId(id) { return document.getElementById(id); }

  function missing() {
    var list = [];
    var indexedDb = false;
    // Reading the property alone is refused where a browser is set to keep nothing.
    try { indexedDb = !!window.indexedDB; } catch (error) { /* stays false */ }
    if (typeof WebAssembly !== 'object') list.push('WebAssembly');
    if (!indexedDb) list.push('IndexedDB');
    if (!('noModule' in document.createElement('script'))) list.push('JavaScript modules');
    if (!window.CSS || !CSS.supports || !CSS.supports('container-type', 'inline-size')) list.push('CSS container queries');
    return list;
  }

  window.qaCrash = function (message) {
    var crash = byId('crash');
    if (!crash.hidden) return;
    var build = document.querySelector('meta[name="quality-award-build"]').content;
    byId('crash-message').textContent = message + '\n\n' + build + '\n' + navigator.userAgent;
    byId('crash-running').hidden = !started;
    byId('crash-loading').hidden = started;
    if (byId('loading')) byId('loading').hidden = true;
    crash.hidden = false;
    window.scrollTo(0, 0);
    byId('crash-title').focus();
  };

  window.qaStarted = function () { started = true; };

  // Who has been here before sees the dossier next, and who follows a link another page: neither is shown a welcome.
  var USED = 'quality-award-used';
  var used = false;
  try { used = localStorage.getItem(USED) === '1'; } catch (error) { /* nothing is kept here */ }
  function welcome() {
    if (byId('welcome')) byId('welcome').hidden = used || !/^(#\/?)?$/.test(location.hash);
  }
  welcome();
  window.addEventListener('hashchange', welcome);

  var pressed = '';
  byId('welcome').addEventListener('click', function (event) {
    var id = event.target.getAttribute('data-press');
    if (!id) return;
    pressed = id;
    byId('loading').textContent = '正在打开程序，打开后就进入“' + event.target.textContent + '”…';
  });

  window.qaShown = function (known) {
    var opening = byId('opening');
    if (opening) {
      var inMain = document.activeElement && document.activeElement.id === 'main';
      opening.parentNode.removeChild(opening);
      byId('app').hidden = false;
      document.documentElement.setAttribute('data-started', '');
      if (inMain) byId('main').focus();
      // Not while the app is still drawing.
      if (pressed) setTimeout(function () {
        var button = byId(pressed);
        if (!button) return;
        button.focus();
        button.click();
      });
    }
    try {
      if (known) localStorage.setItem(USED, '1'); else localStorage.removeItem(USED);
    } catch (error) { /* nothing is kept here */ }
  };

  // Before the start every error is fatal: a file that does not load, a script that does not parse. Afterwards only
  // what came through WebAssembly is, which no panic hook sees: a full memory or stack, or a script it called that threw.
  window.addEventListener('error', function (event) {
    var script = event.target && event.target.nodeName === 'SCRIPT';
    var thrown = event.error;
    if (!started && (script || thrown)) {
      window.qaCrash(String(thrown || 'a script did not load'));
    } else if (thrown && (thrown instanceof RangeError || /wasm/i.test(thrown.stack || ''))) {
      window.qaCrash(String(thrown));
    }
  }, true);

  byId('crash-reload').addEventListener('click', function () { location.reload(); });

  // Following the link would change the address, which is the app's route.
  document.querySelector('a.skip').addEventListener('click', function (event) {
    event.preventDefault();
    byId('main').focus();
    byId('main').scrollIntoView();
  });

  var list = missing();
  window.qaSupported = list.length === 0;
  if (!window.qaSupported) {
    byId('unsupported-list').textContent = list.join('、');
    byId('unsupported').hidden = false;
    byId('welcome').hidden = true;
    window.removeEventListener('hashchange', welcome);
    byId('loading').hidden = true;
  }
})();
