{{glue}}
// As in office-hosted.js; here the module stands in the page.
{
  let office;
  const load = async () => {
    const text = document.getElementById('office-wasm').textContent;
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    await __wbg_init({ module_or_path: bytes });
    return { read_report, read_sheets, read_zip, unpack, write_book, write_page, write_word, write_zip };
  };
  window.qaOffice = () => office ??= load();
}
