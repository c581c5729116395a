// Hosted edition: registers the service worker and offers a new version. Nothing is replaced unless the user says
// so in this window, and never before what he wrote is saved. The app may define
//   qaBeforeUpdate()   returns a promise: resolved once everything is saved; rejected, the update is called off
(() => {
  'use strict';
  // Absent on plain http, other than on this machine.
  const workers = navigator.serviceWorker;
  if (!workers) return;

  const HOUR = 3_600_000;
  const PATIENCE = 5_000;
  const offer = document.getElementById('update-offer');
  const text = document.getElementById('update-text');
  const now = document.getElementById('update-now');
  let registration;
  let controlled = Boolean(workers.controller);
  let agreed = false;
  let late = false;

  function show(words, button) {
    text.textContent = words;
    now.textContent = button;
    offer.hidden = false;
  }
  const showReady = () => show('新版本已经备好。换用时会先保存您写的内容，再重新打开本页。', '换用新版本');

  function follow(worker) {
    // Without a controller this is the first visit: there is no older version to replace.
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && workers.controller) showReady();
    });
  }

  // The browser lets the version in use finish first. Chromium sometimes waits minutes for a request whose page has
  // gone meanwhile: then nothing happens, and that is said.
  function takeOver() {
    registration.waiting.postMessage('take-over');
    setTimeout(() => {
      agreed = false;
      late = true;
      show('浏览器还没有让新版本接手，内容都已保存，可以继续写。请过几分钟再试，或者关闭本工具的所有窗口后重新打开。', '再试一次');
    }, PATIENCE);
  }

  // Before the app is there nobody can say that everything is saved, and what it fetches keeps the version in use busy.
  const started = () => new Promise((resolve) => {
    const root = document.documentElement;
    if ('started' in root.dataset) return resolve();
    const watch = new MutationObserver(() => {
      if (!('started' in root.dataset)) return;
      watch.disconnect();
      resolve();
    });
    watch.observe(root, { attributes: true });
    return setTimeout(resolve, PATIENCE);
  });

  now.addEventListener('click', async () => {
    await started();
    try {
      if (window.qaBeforeUpdate) await window.qaBeforeUpdate();
    } catch (error) {
      show('没有换用新版本：您写的内容还没有保存好。请稍后再试。', '再试一次');
      return;
    }
    agreed = true;
    if (registration && registration.waiting) takeOver();
    else location.reload();
  });
  document.getElementById('update-later').addEventListener('click', () => { offer.hidden = true; });

  workers.addEventListener('controllerchange', () => {
    if (agreed) {
      location.reload();
    } else if (controlled) {
      show(`${late ? '新版本已经接手' : '另一个窗口已经换用新版本'}。本窗口可以继续写，方便时请重新打开。`, '保存并重新打开');
    }
    controlled = true;
  });

  let looked = Date.now();
  workers.register('./sw.js', { updateViaCache: 'none' }).then((found) => {
    registration = found;
    if (found.waiting && workers.controller) showReady();
    if (found.installing) follow(found.installing);
    found.addEventListener('updatefound', () => follow(found.installing));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && Date.now() - looked > HOUR) {
        looked = Date.now();
        found.update().catch(() => { /* offline: the next look comes */ });
      }
    });
  }).catch((error) => console.warn('works online only:', error));
})();
