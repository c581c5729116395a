// Only in what `cargo xtask serve` serves: loads the page again when the server has another one.
(async () => {
  for (;;) {
    try {
      const response = await fetch('./changes?shown={{shown}}', { cache: 'no-store' });
      if (response.status === 205) return location.reload();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
