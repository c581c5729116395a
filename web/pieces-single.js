// A piece of the app stands in the page.
async function piece(place) {
  const text = document.getElementById(place).textContent;
  return WebAssembly.compile(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}
