// Loaded twice: before textual.js, to give it a line that comes back by itself; and after it, to
// begin once our font is there. textual.js makes one WebSocket and never looks again: this one
// stands for as many as it takes.
"use strict";

if (!window.badbuzz) {
  const Socket = window.WebSocket;
  const FOR_GOOD = new Set([4000, 4001, 4002, 4003, 4004]);
  const FIRST = 500, LONGEST = 10000;
  const show = (id, is) => { document.getElementById(id).hidden = !is; };

  const download = (key) => {
    const link = document.createElement("a");
    link.href = "/download/" + encodeURIComponent(key);
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  };

  class Line extends EventTarget {
    constructor(url) {
      super();
      this.url = new URL(url, window.location.href);
      this.url.protocol = window.location.protocol === "https:" ? "wss:" : "ws:";
      this.tries = 0;
      this.binaryType = "arraybuffer";
      this.open();
      window.addEventListener("online", () => this.retry());
      document.addEventListener("visibilitychange", () => { if (!document.hidden) this.retry(); });
    }

    open() {
      this.timer = null;
      const socket = this.socket = new Socket(this.url);
      socket.binaryType = "arraybuffer";
      socket.addEventListener("open", () => {
        this.dispatchEvent(new Event("open"));
      });
      socket.addEventListener("message", (event) => {
        this.tries = 0;
        show("lost", false);
        show("opening", false);
        if (typeof event.data === "string") {
          const [kind, key] = JSON.parse(event.data);
          if (kind === "deliver_file_start") { download(key); return; }
        }
        this.dispatchEvent(new MessageEvent("message", { data: event.data }));
      });
      socket.addEventListener("close", (event) => this.closed(event.code));
    }

    closed(code) {
      if (FOR_GOOD.has(code)) { this.end(code); return; }
      show("opening", false);
      show("lost", true);
      const wait = Math.min(LONGEST, FIRST * 2 ** this.tries) * (0.5 + Math.random());
      this.tries += 1;
      this.timer = window.setTimeout(() => this.open(), wait);
    }

    retry() {
      if (this.timer) { window.clearTimeout(this.timer); this.open(); }
    }

    end(code) {
      const why = document.getElementById("why");
      why.textContent = why.getAttribute("data-" + code);
      show("opening", false);
      show("lost", false);
      show("ended", true);
      const again = document.getElementById("again");
      again.onclick = () => window.location.reload();
      again.focus();
      this.dispatchEvent(new Event("close"));
    }

    send(data) {
      if (this.socket.readyState === Socket.OPEN) this.socket.send(data);
    }
  }

  window.badbuzz = true;
  window.WebSocket = Line;
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("terminal").dataset.sessionWebsocketUrl = document.body.dataset.line;
  });
} else {
  const begin = window.onload;
  window.onload = (event) => {
    const fonts = ["", "bold ", "italic "].map((kind) => kind + "16px 'Roboto Mono'");
    const loaded = Promise.all(fonts.map((font) => document.fonts.load(font)));
    const late = new Promise((done) => window.setTimeout(done, 3000));
    Promise.race([loaded, late]).catch(() => {}).then(() => begin(event));
  };
}
