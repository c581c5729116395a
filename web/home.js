// What web-sys calls unstable: files that stay in hand (File System Access), and the share sheet of a phone.
// For the app it defines qaHome. Handles are kept in a database of their own, by the id of the dossier they belong to:
// { handle, mark }, where mark is the app's own text.
(() => {
  'use strict';
  const FILES = 'files';
  const types = [{ description: '数据文件', accept: { 'application/json': ['.json'] } }];

  /** Runs one transaction; the promise holds what `act` asked for. */
  const transact = (mode, act) => new Promise((resolve, reject) => {
    const opening = indexedDB.open('quality-award-files', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(FILES);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const end = (settle, get) => () => { database.close(); settle(get()); };
      try {
        const transaction = database.transaction(FILES, mode);
        const request = act(transaction.objectStore(FILES));
        transaction.oncomplete = end(resolve, () => request.result);
        transaction.onabort = end(reject, () => transaction.error);
      } catch (error) {
        end(reject, () => error)();
      }
    };
  });

  /** The dossiers whose file this is, but one. A file belongs to one dossier: two would write over each other. */
  const others = async (id, handle) => {
    const ids = await transact('readonly', (files) => files.getAllKeys());
    const same = await Promise.all(ids.map(async (other) => {
      const kept = other !== id && await transact('readonly', (files) => files.get(other));
      return kept && await handle.isSameEntry(kept.handle);
    }));
    return ids.filter((_, at) => same[at]);
  };

  const shared = (name, text) => ({ files: [new File([text], name, { type: 'text/plain' })] });

  window.qaHome = {
    // Whether this browser hands out files that can be written again.
    can: () => isSecureContext && 'showSaveFilePicker' in window && 'showOpenFilePicker' in window,
    // A new file, or one that the person gives up for it: the browser has asked.
    choose: (name) => showSaveFilePicker({ suggestedName: name, types }),
    pick: async () => (await showOpenFilePicker({ types }))[0],
    // 'granted', 'prompt' or 'denied'; with ask the person is asked, which takes a press of theirs.
    allowed: async (handle, ask) => {
      const act = ask ? 'requestPermission' : 'queryPermission';
      return handle[act] ? handle[act]({ mode: 'readwrite' }) : 'granted';
    },
    file: (handle) => handle.getFile(),
    // All of it or nothing: the browser writes beside the file and changes the two when it is closed.
    write: async (handle, text) => {
      const writable = await handle.createWritable();
      try {
        await writable.write(text);
        await writable.close();
      } catch (error) {
        await writable.abort().catch(() => {});
        throw error;
      }
    },
    kept: (id) => transact('readonly', (files) => files.get(id)),
    keep: async (id, handle, mark) => {
      const gone = await others(id, handle);
      await transact('readwrite', (files) => {
        for (const other of gone) files.delete(other);
        return files.put({ handle, mark }, id);
      });
    },
    // Does nothing when the file was given up meanwhile.
    mark: (id, mark) => transact('readwrite', (files) => {
      const asked = files.get(id);
      asked.onsuccess = () => { if (asked.result) files.put({ ...asked.result, mark }, id); };
      return asked;
    }),
    forget: (id) => transact('readwrite', (files) => files.delete(id)),
    forgetAll: () => transact('readwrite', (files) => files.clear()),
    canShare: () => Boolean(navigator.canShare?.(shared('a.txt', 'a'))),
    share: (name, text) => navigator.share(shared(name, text)),
  };
})();
