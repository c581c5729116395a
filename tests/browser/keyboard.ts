// A person at the keyboard: Tab, arrows, Space, Enter and typing, nothing else. What has the focus is looked at, never
// set: where the keys do not lead, these tests do not get.
import { expect, type Page } from '@playwright/test';

/** What has the focus, as a person sees it. */
export interface Focus {
  id: string;
  tag: string;
  /** Of an input or a button, such as `radio`. */
  type: string;
  /** Of a group of radio buttons. */
  name: string;
  value: string;
  checked: boolean;
  /** What stands on it or labels it. */
  text: string;
  /** What else the group or list has to choose from. */
  options: string[];
}

/** More keys than any page needs: then what is looked for is not there. */
const MOST = 300;

export class Keyboard {
  constructor(private readonly page: Page) {}

  async focus(): Promise<Focus> {
    return await this.page.evaluate(() => {
      const at = document.activeElement as any;
      const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
      const group = at.type === 'radio' ? [...document.getElementsByName(at.name)] : [...(at.options ?? [])];
      return {
        id: at.id,
        tag: at.localName,
        type: at.type ?? '',
        name: at.name ?? '',
        value: at.value ?? '',
        checked: at.checked ?? false,
        text: squeezed(at === document.body ? '' : at.labels?.length ? at.labels[0].textContent : at.textContent),
        options: group.map((one) => (one as any).value),
      };
    });
  }

  async press(key: string): Promise<Focus> {
    await this.page.keyboard.press(key);
    return await this.focus();
  }

  /** Presses Alt and a letter as a keyboard does: without the letter that Playwright leaves out, no access key answers. */
  async accessKey(letter: string): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    const capital = letter.toUpperCase();
    const key = { key: letter, code: `Key${capital}`, windowsVirtualKeyCode: capital.charCodeAt(0), modifiers: 1 };
    await session.send('Input.dispatchKeyEvent', { type: 'keyDown', text: letter, unmodifiedText: letter, ...key });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    await session.detach();
  }

  /** Goes on with Tab until what has the focus is what is wanted. After the last comes the first. */
  async tabTo(what: string, wanted: (focus: Focus) => boolean, key = 'Tab'): Promise<Focus> {
    const passed: string[] = [];
    for (let presses = 0; presses < MOST; presses += 1) {
      const focus = await this.press(key);
      if (wanted(focus)) return focus;
      passed.push(`${focus.tag} ${focus.id || focus.text.slice(0, 30)}`);
    }
    throw new Error(`Tab does not lead to ${what}; it passed ${[...new Set(passed)].join(', ')}`);
  }

  /** Goes to a link with this text, or a text like this, follows it and waits for the page. */
  async follow(text: string | RegExp): Promise<void> {
    const is = (words: string) => (typeof text === 'string' ? words === text : text.test(words));
    await this.tabTo(`the link ${text}`, (focus) => focus.tag === 'a' && is(focus.text));
    await this.leave();
  }

  /** Presses Enter on what leads to another page, and waits for that page. */
  async leave(): Promise<void> {
    const before = this.page.url();
    await this.page.keyboard.press('Enter');
    await this.page.waitForURL((url) => url.href !== before, { timeout: 5_000 }).catch(async () => {
      const said = await this.page.locator('#errors').allTextContents();
      throw new Error(`Enter leads nowhere from ${before} ${said}`);
    });
    // One who comes back stands at the link that he left by.
    await this.page.locator('#main :is(h1, a[id^=change-]):focus').waitFor();
  }

  /** Goes to a button with this text and presses it. */
  async push(text: string): Promise<void> {
    await this.tabTo(`the button ${text}`, (focus) => focus.tag === 'button' && focus.text === text);
    await this.page.keyboard.press('Enter');
  }

  /** Writes into the text field that has the focus, in place of what is there. Lines end with Enter. */
  async write(text: string): Promise<void> {
    if ((await this.focus()).value) await this.page.keyboard.press('Control+A');
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await this.page.keyboard.press('Enter');
      // As an input method commits it.
      await this.page.keyboard.insertText(line);
    }
    expect((await this.focus()).value).toBe(text);
  }

  /** Chooses in the group of radio buttons, or the drop-down list, that has the focus. */
  async choose(value: string): Promise<void> {
    let focus = await this.focus();
    if (!focus.options.includes(value)) throw new Error(`${focus.name || focus.id} has no ${value}: ${focus.options}`);
    for (let presses = 0; presses <= focus.options.length; presses += 1) {
      if (focus.value === value && (focus.type !== 'radio' || focus.checked)) return;
      focus = await this.press(focus.value === value ? 'Space' : 'ArrowDown');
    }
    throw new Error(`the arrows do not lead to ${value} in ${focus.name || focus.id}`);
  }
}
