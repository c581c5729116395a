// A piece of the app lies beside the page.
async function piece(place) {
  const response = await fetch(new URL(place, import.meta.url));
  if (!response.ok) throw new Error(`${place}: ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
