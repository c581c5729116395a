// The rescue file: every record of the database in one JSON file, made without the app. The failure screen offers it,
// and the app where records cannot be read back:
//   qaRescue()   offers the file as a download and returns a promise of the number of records
//
// { "rescue": 1, "build", "database", "version", "stores": { store: [{ "key", "value" }, …] } }
// What JSON cannot say is wrapped: { "$blob": base64, "type", "name"? }, { "$bytes": base64 }, { "$date": ISO 8601 }.
(() => {
  'use strict';
  const DATABASE = 'quality-award';

  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  // Opening a database that is not there would make it, empty, and the app would then miss its stores.
  const open = () => new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE);
    let missing = false;
    request.onupgradeneeded = () => { missing = true; request.transaction.abort(); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => missing ? resolve(null) : reject(request.error);
  });

  const base64 = (blob) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

  async function plain(value) {
    if (value instanceof Blob) {
      return { $blob: value.size ? await base64(value) : '', type: value.type, name: value.name };
    }
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      return { $bytes: value.byteLength ? await base64(new Blob([value])) : '' };
    }
    if (value instanceof Date) return { $date: value.toISOString() };
    if (Array.isArray(value)) return Promise.all(value.map(plain));
    if (value && typeof value === 'object') {
      const entries = Object.entries(value).map(async ([key, part]) => [key, await plain(part)]);
      return Object.fromEntries(await Promise.all(entries));
    }
    return value;
  }

  async function rescue() {
    const build = document.querySelector('meta[name="quality-award-build"]').content;
    const database = await open();
    const version = database ? database.version : 0;
    // In pieces: together they may be longer than a string can be.
    const pieces = [`{"rescue":1,"build":${JSON.stringify(build)},"database":"${DATABASE}","version":${version},"stores":{`];
    let records = 0;
    const names = database ? [...database.objectStoreNames] : [];
    if (names.length) {
      const transaction = database.transaction(names, 'readonly');
      // All requests before the first wait, so that every store is read as of one moment.
      const contents = await Promise.all(names.map(async (name) => {
        const store = transaction.objectStore(name);
        return { name, parts: await Promise.all([done(store.getAllKeys()), done(store.getAll())]) };
      }));
      for (const [position, { name, parts: [keys, values] }] of contents.entries()) {
        pieces.push(`${position ? ',' : ''}\n${JSON.stringify(name)}:[`);
        for (const [index, key] of keys.entries()) {
          const record = { key: await plain(key), value: await plain(values[index]) };
          pieces.push(`${index ? ',' : ''}\n${JSON.stringify(record)}`);
          records += 1;
        }
        pieces.push(']');
      }
    }
    if (database) database.close();
    pieces.push('}}\n');
    return { file: new Blob(pieces, { type: 'application/json' }), records };
  }

  window.qaRescue = async () => {
    const { file, records } = await rescue();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = `市长质量奖-救援-${new Date().toLocaleDateString('sv-SE')}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return records;
  };

  const button = document.getElementById('crash-save');
  const said = document.getElementById('crash-saved');
  button.addEventListener('click', async () => {
    said.textContent = '正在读取记录…';
    try {
      const records = await window.qaRescue();
      said.textContent = records
        ? `已交给浏览器下载，共 ${records} 条记录。`
        : '这个浏览器里没有保存过的记录，救援文件是空的。';
    } catch (error) {
      said.textContent = `未能读出记录（${error}）。请不要清除浏览器数据，重新打开本页后再试。`;
    }
  });
})();
