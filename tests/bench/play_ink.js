// Plays a compiled ink story at random; for every line read, answers with the milliseconds per play.
// Usage: node play_ink.js FOLDER_OF_INKJS STORY SECONDS
const ink = require(require.resolve("inkjs/full", { paths: [process.argv[2]] }));
const source = require("fs").readFileSync(process.argv[3], "utf8");
const seconds = Number(process.argv[4]);
const story = new ink.Story(new ink.Compiler(source).Compile().ToJson());
const now = () => Number(process.hrtime.bigint()) / 1e6;
function play() {
  story.ResetState();
  for (;;) {
    story.ContinueMaximally();
    const count = story.currentChoices.length;
    if (!count) return;
    story.ChooseChoiceIndex(Math.floor(Math.random() * count));
  }
}
require("readline")
  .createInterface({ input: process.stdin })
  .on("line", () => {
    const start = now();
    let plays = 0;
    while (now() - start < 1000 * seconds) { play(); plays++; }
    console.log((now() - start) / plays);
  });
