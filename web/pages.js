// The page numbers of the printed book's contents. No style sheet knows on which page a heading will stand: each part of
// the book is laid out once in columns of the size of a page's content (`.in-columns` in styles/print.css), and the
// columns are counted. In the app and in an exported page.
'use strict';

function qaNumberPages() {
  const book = document.querySelector('.book');
  if (!book) return;
  const { scrollX, scrollY } = window;
  book.classList.add('in-columns');
  const pages = new Map();
  let before = 0;
  for (const part of book.children) {
    const { left, width } = part.getBoundingClientRect();
    const page = (rect) => before + 1 + Math.round((rect.left - left) / width);
    for (const head of part.querySelectorAll('[id]')) {
      // What tells of a drawing stands nowhere.
      const [rect] = head.getClientRects();
      if (rect) pages.set(head.id, page(rect));
    }
    const last = [...part.lastElementChild.getClientRects()].pop();
    // The cover is no text in columns: what does not fit goes on below.
    before = page(last) + Math.ceil(part.scrollHeight / part.clientHeight - 0.01) - 1;
  }
  book.classList.remove('in-columns');
  // While the book was in columns the page was short.
  window.scrollTo(scrollX, scrollY);
  for (const link of book.querySelectorAll('.toc a')) link.dataset.page = pages.get(link.hash.slice(1));
}

addEventListener('load', qaNumberPages);
addEventListener('beforeprint', qaNumberPages);
