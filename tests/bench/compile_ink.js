// Compiles an ink story once for every line read; answers with the milliseconds it took.
// Usage: node compile_ink.js FOLDER_OF_INKJS STORY
const ink = require(require.resolve("inkjs/full", { paths: [process.argv[2]] }));
const source = require("fs").readFileSync(process.argv[3], "utf8");
require("readline")
  .createInterface({ input: process.stdin })
  .on("line", () => {
    const start = process.hrtime.bigint();
    new ink.Compiler(source).Compile().ToJson();
    console.log(Number(process.hrtime.bigint() - start) / 1e6);
  });
