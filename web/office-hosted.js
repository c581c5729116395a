// Defines for the app
//   qaOffice()   resolves to the readers and writers of Word and spreadsheets, which are loaded when first asked for
{
  let office;
  const load = async () => {
    const readers = await import('./{{glue}}');
    await readers.default({ module_or_path: './{{wasm}}' });
    return readers;
  };
  window.qaOffice = () => office ??= load().catch((error) => {
    office = undefined;
    throw error;
  });
}
