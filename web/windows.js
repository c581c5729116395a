// One writer among the windows of this browser, by a lock that the browser itself lets go when its window is gone.
// For the app it defines
//   qaHold(name, steal)   a promise of a function that lets go again, or of null when another window holds the lock;
//                         rejected where there are no locks. With steal the other window loses it.
(() => {
  'use strict';
  window.qaHold = (name, steal) => new Promise((resolve, reject) => {
    // Absent on plain http, other than on this machine, and in older browsers.
    if (!navigator.locks) {
      reject(new Error('this browser has no locks'));
      return;
    }
    const options = steal ? { steal: true } : { ifAvailable: true };
    navigator.locks.request(name, options, (lock) => {
      if (lock) return new Promise((release) => resolve(release));
      resolve(null);
    }).catch(reject);
  });
})();
